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

    /// Takes over the weights that accounts had before the supervisor was started.
    mutating func restore(weights: [UserName: Weight]) {
        accountWeights = weights
        renewTerms()
    }

    /// What counts for the user.
    func terms(of user: UserName) -> UserTerms { rules.terms(of: user, weight: accountWeights[user]) }

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
        let common = fairTerms(rules.everyone)
        let listed = Set(rules.users.keys).union(accountWeights.keys)
        let own = Dictionary(uniqueKeysWithValues: listed.map { ($0, fairTerms(terms(of: $0))) })
        queue.setTerms(common, except: own)
        errandQueue.setTerms(common.forErrands, except: own.mapValues(\.forErrands))
    }

    /// The weight of the user's account from now on; nil for none.
    mutating func setAccountWeight(_ weight: Weight?, of user: UserName) {
        accountWeights[user] = weight
        let terms = fairTerms(terms(of: user))
        queue.setTerms(terms, of: user)
        errandQueue.setTerms(terms.forErrands, of: user)
    }

    private func fairTerms(_ terms: UserTerms) -> FairTerms {
        FairTerms(weight: terms.queueWeight, mostRunning: terms.maximumRunning ?? policy.mostRunning)
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

extension FairTerms {
    /// Errands hold no processor, so that how many of them run is nobody's matter.
    fileprivate var forErrands: FairTerms { FairTerms(weight: weight) }
}
