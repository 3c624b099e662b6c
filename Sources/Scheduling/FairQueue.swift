import HeapModule
package import Jobs

/// The jobs that wait for a processor, shared fairly among users by processor time.
///
/// Start-time fair queueing (Goyal, Vin, Cheng: "Start-time Fair Queuing", 1996): a user who begins to wait gets the
/// start tag `max(virtual time, own finish tag)`; serving a job moves the user's finish tag on by `cost / weight`; the
/// smallest start tag is served next, and virtual time follows it, never back. The cost is a prediction, corrected by
/// `charge` to what the job really held. Inside a user the order is that of priority, then of submission. Ties go to
/// the job submitted first, so that the same history gives the same order.
///
/// **Bound.** Let a job of user `i` with weight `w` be predicted at most `l` seconds, hold at most `u` more and at most
/// `o` less than was predicted, and let at most `p` of the user's jobs run at once. While the user has a claim, that is
/// a job that waits and may run, the start tag of the next stays between `v - p·o/w` and `v + (l + p·u)/w`, where `v` is
/// virtual time: serving takes the smallest tag, and only corrections of jobs that run then move a tag the other
/// way. So over every interval in which two users have a claim and their weights do not change,
///
///     |charged(f)/w(f) - charged(m)/w(m)| ≤ Σ over f and m of (l + p·(u + o)) / w
///
/// where jobs that run are charged what was predicted, those that ended what they held. With true predictions this is
/// theorem 1 of the paper, `l(f)/w(f) + l(m)/w(m)`. It does not grow with time, backlog or number of users. One
/// account split over names of the same total weight gets the same share: no more than one such window for each name
/// beyond it, however long it goes on.
///
/// **Conditions.** A job may be served at a factor, which divides what is charged for it, as if its user had so many
/// times the weight for as long as it runs. A start tag does not depend on the job that it is for, so a factor is only
/// needed when the job is served: it may depend on the hour and on how long the job waited. The bound holds for what is
/// charged, with `l`, `u` and `o` divided by the factor too.
///
/// **Floor.** While two users have a claim, the one gets at least `w/w'` of what the other gets, up to the bound: with
/// weights times factors within a range, nobody's share among `n` is less than `1 / (1 + (n - 1)·max/min)`.
package struct FairQueue: Sendable {
    private(set) var users: [UserName: UserShare] = [:]
    /// What users have of whom nothing of their own is said.
    private var common: FairTerms
    /// What others have.
    private var own: [UserName: FairTerms] = [:]
    /// Of users who have a claim.
    private var turns = Heap<Turn>()
    /// Of users who have neither a waiting nor a running job but were served ahead of others, which is remembered
    /// until virtual time has come so far.
    private var leaders = Heap<Turn>()
    private var lastTurn: UInt64 = 0
    /// Nil where nobody asks what users were promised.
    package var audit: ShareAudit?
    /// The largest start tag served so far, in seconds of processor time at weight 1.
    private(set) var virtualTime = 0.0
    /// How many jobs wait.
    package private(set) var count = 0
    /// How many jobs were served and are not charged yet.
    private var running = 0
    /// What waits, by how much each user has.
    private(set) var backlogs = Backlogs()
    /// The first jobs of users whose start tag is virtual time, none of whom is ahead of another: they are served in the
    /// order of their sequences.
    private(set) var ties = WaitingLine()

    /// - Parameter mostRunning: how many jobs of one user run at once, at least one; nil for any number.
    package init(mostRunning: Int? = nil) {
        common = FairTerms(mostRunning: mostRunning)
    }

    package var isEmpty: Bool { count == 0 }

    /// Of how many users something is remembered.
    package var knownUsers: Int { users.count }

    /// Lets the audit know the time, which is monotonic.
    package mutating func advance(to now: Duration) {
        audit?.advance(to: now)
    }

    /// From now on the user's share is in proportion to `weight`, for what waits already too.
    /// - Complexity: O(log users), amortised.
    package mutating func setWeight(_ weight: Weight, of user: UserName) {
        var terms = terms(of: user)
        terms.weight = weight
        setTerms(terms, of: user)
    }

    /// From now on `terms` count for the user, for what waits already too.
    /// - Complexity: O(log users), amortised.
    package mutating func setTerms(_ terms: FairTerms, of user: UserName) {
        own[user] = terms == common ? nil : terms
        renewTerms(of: user)
    }

    /// From now on `common` counts for every user but those of `own`, for what waits already too.
    /// - Complexity: O(users · log users).
    package mutating func setTerms(_ common: FairTerms, except own: [UserName: FairTerms]) {
        (self.common, self.own) = (common, own)
        for user in users.keys { renewTerms(of: user) }
    }

    package func terms(of user: UserName) -> FairTerms { own[user] ?? common }

    private mutating func renewTerms(of user: UserName) {
        guard users[user] != nil else { return }
        let (terms, time) = (terms(of: user), virtualTime)
        guard change(user, { $0.change(to: terms, at: time) }) else { return }
        offerTurn(to: user)
    }

    /// Adds a job. One that was served before and comes back stands where its sequence puts it.
    /// - Complexity: O(log users) for a job later than its user's others of its priority, O(those) otherwise.
    package mutating func enqueue(_ job: WaitingJob) {
        let user = job.user
        let before = users[user]?.first
        change(user) { $0.insert(job) }
        count += 1
        if users[user]?.first != before { offerTurn(to: user) }
    }

    /// Of a user of whom nothing is remembered.
    func newShare(of user: UserName) -> UserShare { UserShare(user, terms(of: user)) }

    /// Changes what waits of the user, or how much it weighs, and the sums with it.
    private mutating func change<Value>(_ user: UserName, _ body: (inout UserShare) -> Value) -> Value {
        let before = users[user].flatMap(Backlogs.Sum.init)
        let terms = terms(of: user)
        let value = body(&users[user, default: UserShare(user, terms)])
        backlogs.change(from: before, to: users[user].flatMap(Backlogs.Sum.init))
        return value
    }

    /// The job whose turn it is, which `dequeue` takes next; nil when none waits that may run.
    /// - Complexity: O(log users), amortised: passes over turns that are no longer valid.
    package var first: WaitingJob? {
        mutating get {
            while let turn = turns.min {
                if let share = users[turn.user], share.turn == turn.number { return share.first }
                turns.removeMin()
            }
            return nil
        }
    }

    /// Takes out the job whose turn it is. What was taken out is to be charged once, at the same factor.
    /// - Parameter factor: by what the job's time is divided when it is charged; more than zero.
    /// - Returns: nil when none waits that may run.
    /// - Complexity: O(log users), amortised.
    package mutating func dequeue(factor: Double = 1) -> WaitingJob? {
        while let turn = turns.popMin() {
            guard users[turn.user]?.turn == turn.number, let job = change(turn.user, { $0.serve(factor) })
            else {
                continue
            }
            moveOn(to: turn.startTag)
            count -= 1
            running += 1
            // Before the claim may end by it: what is served is promised to the one served too.
            audit?.charge(turn.user, job.cost / factor)
            offerTurn(to: turn.user)
            forgetLeaders()
            return job
        }
        return nil
    }

    /// Takes a waiting job out, wherever it stands. `sequence` and `priority` are those that it was enqueued with.
    /// - Returns: whether it waited.
    /// - Complexity: O(log users + log the user's jobs), amortised.
    @discardableResult
    package mutating func remove(
        sequence: Int64, priority: Priority = .normal, of user: UserName
    ) -> Bool {
        guard let first = users[user]?.first, change(user, { $0.remove(sequence, priority) }) else {
            return false
        }
        count -= 1
        if users[user]?.first != first { offerTurn(to: user) }
        return true
    }

    /// Corrects what `user` was charged for a served job, which runs no more, from its predicted cost to the processor
    /// time it held.
    /// - Parameters:
    ///   - user: whose job it was.
    ///   - predicted: the job's `cost` when it was served, in seconds.
    ///   - held: seconds of processor time that the job really held.
    ///   - factor: that at which the job was served.
    /// - Complexity: O(log users), amortised.
    package mutating func charge(_ user: UserName, predicted: Double, held: Double, factor: Double = 1) {
        guard users[user] != nil else { return }
        users[user]?.settle((held - predicted) / factor)
        audit?.charge(user, (held - predicted) / factor)
        running = max(0, running - 1)
        offerTurn(to: user)
        if count == 0 && running == 0 { forgetAll() }
    }

    private mutating func moveOn(to startTag: Double) {
        guard startTag > virtualTime else { return }
        virtualTime = startTag
        ties = WaitingLine()
    }

    /// Notes whether the user's first job is one of those that nobody is ahead of.
    private mutating func noteTie(of user: UserName) {
        if let old = users[user]?.tie { _ = ties.remove(old) }
        users[user]?.tie = nil
        guard let share = users[user], share.isClaiming, share.startTag <= virtualTime,
            let first = share.first
        else { return }
        ties.insert(WaitingLine.Entry(id: first.id, sequence: first.sequence, cost: first.cost))
        users[user]?.tie = first.sequence
    }

    /// Gives the user's first job a fresh place among the turns, or forgets a user who owes nothing any more.
    private mutating func offerTurn(to user: UserName) {
        lastTurn &+= 1
        users[user]?.renewTurn(lastTurn, at: virtualTime)
        noteTie(of: user)
        guard let share = users[user] else { return }
        audit?.claim(user, share.terms.weight.value, isClaiming: share.isClaiming)
        if share.isClaiming, let first = share.first {
            turns.insert(
                Turn(startTag: share.startTag, sequence: first.sequence, number: lastTurn, user: user))
        } else if share.count == 0 && share.running == 0 {
            leaders.insert(Turn(startTag: share.finishTag, sequence: 0, number: lastTurn, user: user))
            forgetLeaders()
        }
    }

    private mutating func forgetLeaders() {
        while let turn = leaders.min, turn.startTag <= virtualTime {
            leaders.removeMin()
            if users[turn.user]?.turn == turn.number { users[turn.user] = nil }
        }
    }

    /// Where nothing waits and nothing runs, nobody owes anything to anybody.
    private mutating func forgetAll() {
        users.removeAll()
        turns = Heap()
        leaders = Heap()
        ties = WaitingLine()
    }
}

extension FairQueue {
    /// A user's place in the order of service.
    private struct Turn: Comparable, Sendable {
        var startTag: Double
        var sequence: Int64
        var number: UInt64
        var user: UserName

        static func < (first: Turn, second: Turn) -> Bool {
            (first.startTag, first.sequence) < (second.startTag, second.sequence)
        }
    }
}
