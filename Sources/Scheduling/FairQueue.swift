import HeapModule
package import Jobs

/// The jobs that wait for a processor, shared fairly among users by processor time.
///
/// Start-time fair queueing (Goyal, Vin, Cheng: "Start-time Fair Queuing", 1996): virtual time is the start tag
/// of the job served last. A user who begins to wait gets the start tag `max(virtual time, own finish tag)`;
/// serving a job moves the user's finish tag on by `cost / weight`; the smallest start tag is served next. The
/// cost is a prediction, corrected by `charge` to what the job really held. Inside a user the order is
/// that of submission. Ties go to the job submitted first, so that the same history gives the same order.
package struct FairQueue: Sendable {
    private(set) var users: [UserName: UserShare] = [:]
    private var turns = Heap<Turn>()
    /// Start tag of the job served last, in seconds of processor time at weight 1.
    private(set) var virtualTime = 0.0
    /// How many jobs wait.
    package private(set) var count = 0
    /// How many users have a job that waits.
    private(set) var waitingUsers = 0
    /// Predicted processor time of all that waits, in seconds.
    private(set) var waitingCost = 0.0

    package init() {}

    package var isEmpty: Bool { count == 0 }

    /// Adds a job. One that was served before and comes back stands where its sequence puts it.
    /// - Complexity: O(log users) for a job later than its user's others, O(the user's jobs) otherwise.
    package mutating func enqueue(_ job: WaitingJob) {
        let isFirst = users[job.user, default: UserShare(job.user)].insert(job)
        count += 1
        waitingCost += job.cost
        if users[job.user]?.count == 1 { waitingUsers += 1 }
        if isFirst { offerTurn(to: job.user) }
    }

    /// The job whose turn it is, which `dequeue` takes next; nil when none waits.
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

    /// Takes out the job whose turn it is; nil when none waits.
    /// - Complexity: O(log users), amortised.
    package mutating func dequeue() -> WaitingJob? {
        while let turn = turns.popMin() {
            guard users[turn.user]?.turn == turn.number,
                let job = users[turn.user]?.serve(from: turn.startTag)
            else { continue }
            virtualTime = turn.startTag
            count -= 1
            noteLeave(of: turn.user, job.cost)
            offerTurn(to: turn.user)
            return job
        }
        return nil
    }

    /// Takes a waiting job out, wherever it stands. `sequence` is the one that it was enqueued with.
    /// - Returns: whether it waited.
    /// - Complexity: O(log users + log the user's jobs), amortised.
    @discardableResult
    package mutating func remove(sequence: Int64, of user: UserName) -> Bool {
        guard let before = users[user]?.waitingCost, let removed = users[user]?.remove(sequence) else {
            return false
        }
        count -= 1
        noteLeave(of: user, before - (users[user]?.waitingCost ?? 0))
        if removed == .first { offerTurn(to: user) }
        return true
    }

    /// Corrects what `user` was charged for a served job from its predicted cost to the processor time it held.
    /// - Parameters:
    ///   - user: whose job it was.
    ///   - predicted: the job's `cost` when it was served, in seconds.
    ///   - held: seconds of processor time that the job really held.
    /// - Complexity: O(log users), amortised.
    package mutating func charge(_ user: UserName, predicted: Double, held: Double) {
        users[user]?.add(held - predicted)
        offerTurn(to: user)
    }

    /// Takes a job out of the sums; none is left of them when nothing waits.
    private mutating func noteLeave(of user: UserName, _ cost: Double) {
        if users[user]?.count == 0 { waitingUsers -= 1 }
        waitingCost = count == 0 ? 0 : max(0, waitingCost - cost)
    }

    /// Gives the user's first job a fresh place among the turns, or forgets a user who owes nothing any more.
    private mutating func offerTurn(to user: UserName) {
        guard let (first, finishTag, number) = users[user]?.nextTurn() else { return }
        guard let first else {
            if finishTag <= virtualTime { users[user] = nil }
            return
        }
        let startTag = max(virtualTime, finishTag)
        turns.insert(Turn(startTag: startTag, sequence: first.sequence, number: number, user: user))
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
