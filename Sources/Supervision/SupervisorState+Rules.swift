import Documents
import Jobs
import JobStore
import Logging
import Scheduling

/// Rules: taken in piece by piece, kept by the store, and counting from the moment at which it has them.
extension SupervisorState {
    /// Takes over the rules that counted before the supervisor was started.
    mutating func restore(rules stored: StoredRules?) {
        guard let stored else { return }
        take(stored)
    }

    /// What counts for the user.
    func terms(of user: UserName) -> UserTerms { rules.terms(of: user, weight: accountWeights[user]) }

    /// From now on the user's account has this weight; nil for none of its own.
    mutating func setAccountWeight(_ weight: Weight?, of user: UserName) {
        accountWeights[user] = weight
        queue.setTerms(terms(of: user).fairTerms, of: user)
        errandQueue.setWeight(terms(of: user).queueWeight, of: user)
    }

    mutating func receive(_ piece: RulesPiece, _ ticket: Ticket) {
        switch proposals.add(piece) {
        case .malformed: actions.append(.answer(ticket, .malformed))
        case .incomplete: actions.append(.answer(ticket, .accepted))
        case .complete(let document):
            guard (try? Rules(json: Array(document.utf8))) != nil else {
                return actions.append(.answer(ticket, .malformed))
            }
            batches.append(.keepRules(StoredRules(document: document, file: rulesFile)), for: [ticket])
        }
    }

    /// Takes over a rules file, unless it is the one that was taken over last: what was set since then counts.
    mutating func receive(rulesFile stored: StoredRules) {
        guard stored.file != rulesFile else { return }
        batches.append(.keepRules(stored))
    }

    /// Lets rules count that are durable now.
    mutating func takeRules(_ changes: [StoreChange]) {
        for case .keepRules(let stored) in changes {
            take(stored)
            actions.append(
                .log(
                    .notice,
                    "rules changed: \(rules.tiers.count) tiers, \(rules.users.count) users, "
                        + "\(rules.conditions.count) conditions"))
        }
    }

    private mutating func take(_ stored: StoredRules) {
        rulesFile = stored.file
        do throws(RulesError) {
            rules = try Rules(json: Array(stored.document.utf8))
        } catch {
            actions.append(.log(.error, "the stored rules are passed over: \(error)"))
        }
        renewTerms()
    }

    /// Tells the queues what counts for whom.
    private mutating func renewTerms() {
        let common = rules.everyone.fairTerms
        let listed = Set(rules.users.keys).union(accountWeights.keys)
        let own = Dictionary(uniqueKeysWithValues: listed.map { ($0, terms(of: $0).fairTerms) })
        queue.setTerms(common, except: own)
        // Errands hold no processor, so that how many of them run is nobody's matter.
        errandQueue.setTerms(
            FairTerms(weight: common.weight), except: own.mapValues { FairTerms(weight: $0.weight) })
    }

    /// By how much the job's time counts less, if it begins now.
    func factor(of id: JobID, _ job: WaitingJob, _ now: Moment) -> Double {
        guard !rules.conditions.isEmpty, let active = jobs[id] else { return 1 }
        let since = waits.since(active.wait, active.kind) ?? id.time
        return rules.factor(
            of: JobCondition.Circumstances(
                kind: active.kind, pixels: active.image?.pixels ?? 0,
                waited: Self.time(since: since, now) / .seconds(1), now: now.wall),
            weight: queue.terms(of: job.user).weight)
    }
}

extension UserTerms {
    fileprivate var fairTerms: FairTerms { FairTerms(weight: queueWeight, mostRunning: maximumRunning) }
}
