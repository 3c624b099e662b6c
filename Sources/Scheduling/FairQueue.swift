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
package struct FairQueue: Sendable {
    private(set) var users: [UserName: UserShare] = [:]
    /// Weights other than the normal one.
    private var weights: [UserName: Weight] = [:]
    /// Of users who have a claim.
    private var turns = Heap<Turn>()
    /// Of users who have neither a waiting nor a running job but were served ahead of others, which is remembered
    /// until virtual time has come so far.
    private var leaders = Heap<Turn>()
    private var lastTurn: UInt64 = 0
    private let mostRunning: Int
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
        self.mostRunning = mostRunning.map { max(1, $0) } ?? .max
    }

    package var isEmpty: Bool { count == 0 }

    /// Of how many users something is remembered.
    package var knownUsers: Int { users.count }

    /// From now on the user's share is in proportion to `weight`, for what waits already too.
    /// - Complexity: O(log users), amortised.
    package mutating func setWeight(_ weight: Weight, of user: UserName) {
        weights[user] = weight == .normal ? nil : weight
        guard users[user] != nil else { return }
        change(user) { [virtualTime] share in share.change(to: weight, at: virtualTime) }
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
    func newShare(of user: UserName) -> UserShare { UserShare(user, weights[user] ?? .normal) }

    /// Changes what waits of the user, or how much it weighs, and the sums with it.
    private mutating func change<Value>(_ user: UserName, _ body: (inout UserShare) -> Value) -> Value {
        let before = users[user].flatMap(Backlogs.Sum.init)
        let weight = weights[user] ?? .normal
        let value = body(&users[user, default: UserShare(user, weight)])
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

    /// Takes out the job whose turn it is; nil when none waits that may run. What was taken out is to be charged once.
    /// - Complexity: O(log users), amortised.
    package mutating func dequeue() -> WaitingJob? {
        while let turn = turns.popMin() {
            guard users[turn.user]?.turn == turn.number, let job = change(turn.user, { $0.serve() }) else {
                continue
            }
            moveOn(to: turn.startTag)
            count -= 1
            running += 1
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
    /// - Complexity: O(log users), amortised.
    package mutating func charge(_ user: UserName, predicted: Double, held: Double) {
        guard users[user] != nil else { return }
        users[user]?.settle(held - predicted)
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
        users[user]?.renewTurn(lastTurn, at: virtualTime, mostRunning: mostRunning)
        noteTie(of: user)
        guard let share = users[user] else { return }
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
