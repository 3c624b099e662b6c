import Jobs
import JobStore

/// The changes on their way to the store. While one batch is with the writer, the next one fills; its size
/// follows from how long the disk takes.
struct Batches<Ticket: Hashable & Sendable>: Sendable {
    private var open = Batch()
    private var sent: Batch?
    /// Monotonic time until which everything that is open may wait for more; nil when something is wanted now.
    private var patience: Duration?
    /// Monotonic time before which nothing is sent, after the disk failed.
    private var notBefore: Duration = .zero
    /// Whether the disk failed the last batch that it had.
    private var hasFailed = false

    struct Batch: Sendable {
        var changes: [StoreChange] = []
        /// Who waits for the batch, and for what of it.
        var tickets: [(ticket: Ticket, change: StoreChange)] = []
    }

    var isEmpty: Bool { sent == nil && open.changes.isEmpty }

    /// How many changes are on their way.
    var count: Int { open.changes.count + (sent?.changes.count ?? 0) }

    /// How many of the changes make a job of the user wait; of any user for nil.
    func newJobs(of user: UserName?) -> Int {
        [open.changes, sent?.changes ?? []].reduce(0) { sum, changes in
            sum
                + changes.count { change in
                    guard let owner = change.ownerOfNewJob else { return false }
                    return user == nil || owner == user
                }
        }
    }

    /// Whether the disk failed and has not shown since that it takes what is open.
    func isPaused(_ now: Duration) -> Bool { hasFailed && (now < notBefore || !isEmpty) }

    /// When `next` has something to give that only waits for the clock.
    var retryTime: Duration? {
        sent == nil && !open.changes.isEmpty ? max(notBefore, patience ?? notBefore) : nil
    }

    mutating func append(_ change: StoreChange) {
        open.changes.append(change)
        patience = nil
    }

    /// The same for a change that nobody waits for: it goes with the next one, at the latest at the monotonic `time`.
    mutating func append(_ change: StoreChange, notLaterThan time: Duration) {
        if open.changes.isEmpty { patience = time }
        open.changes.append(change)
    }

    /// The same, and `tickets` wait for it.
    mutating func append(_ change: StoreChange, for tickets: [Ticket]) {
        append(change)
        for ticket in tickets { open.tickets.append((ticket, change)) }
    }

    /// Whether there are changes to write now.
    func isDue(_ now: Duration) -> Bool {
        sent == nil && now >= notBefore && now >= patience ?? notBefore && !open.changes.isEmpty
    }

    /// The changes to write now; nil while a batch is out or nothing is to be written.
    mutating func next(_ now: Duration) -> [StoreChange]? {
        guard isDue(now) else { return nil }
        sent = open
        open = Batch()
        return sent?.changes
    }

    /// Ends the batch that is out: it is durable.
    mutating func finish() -> Batch {
        defer { sent = nil }
        hasFailed = false
        return sent ?? Batch()
    }

    /// Ends the batch that is out: the machine failed it. Mere wishes are given up, for their senders are told;
    /// what has happened must reach the store and goes before what came since.
    /// - Returns: the tickets to be told, and what they wished.
    mutating func fail(retryAt: Duration) -> [(ticket: Ticket, change: StoreChange)] {
        let batch = finish()
        notBefore = retryAt
        patience = nil
        hasFailed = true
        open.changes.insert(contentsOf: batch.changes.filter { !$0.isWish }, at: 0)
        open.tickets.insert(contentsOf: batch.tickets.filter { !$0.change.isWish }, at: 0)
        return batch.tickets.filter(\.change.isWish)
    }

    /// Ends the batch that is out: the store will never take the change at `offender`. Everything else of the
    /// batch is sent again.
    /// - Returns: the change, and the tickets that wait for it.
    mutating func refuse(offender: Int) -> (change: StoreChange, tickets: [Ticket])? {
        var batch = finish()
        guard batch.changes.indices.contains(offender) else { return nil }
        let change = batch.changes.remove(at: offender)
        patience = nil
        let refused = batch.tickets.filter { $0.change == change }.map(\.ticket)
        batch.tickets.removeAll { $0.change == change }
        open.changes.insert(contentsOf: batch.changes, at: 0)
        open.tickets.insert(contentsOf: batch.tickets, at: 0)
        return (change, refused)
    }
}

extension StoreChange {
    /// Whose job will wait when this is durable.
    fileprivate var ownerOfNewJob: UserName? {
        switch self {
        case .submit(let submission): submission.user
        case .retry(_, let user): user
        default: nil
        }
    }

    /// Whether nothing has happened yet that the change would record.
    fileprivate var isWish: Bool {
        switch self {
        case .submit, .retry, .delete, .expire, .forget, .redeliver, .account: true
        case .becomeDue, .start, .requeue, .postpone, .settle, .blame, .release, .learn, .moveTimes,
            .recordTry, .keepRules, .recordUses:
            false
        }
    }
}
