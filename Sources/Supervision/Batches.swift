import Jobs
import JobStore

/// The changes on their way to the store. While one batch is with the writer, the next one fills; its size
/// follows from how long the disk takes.
struct Batches<Ticket: Hashable & Sendable>: Sendable {
    private var open = Batch()
    private var sent: Batch?
    /// Changes of a batch that failed, to be tried one by one before anything newer.
    private var salvaged: [StoreChange] = []
    /// Monotonic time before which nothing is sent, after the disk failed.
    private var notBefore: Duration = .zero

    /// How many changes one transaction holds at most.
    static var maximumChanges: Int { 512 }

    struct Batch: Sendable {
        var changes: [StoreChange] = []
        var tickets: [(ticket: Ticket, submission: Submission)] = []
    }

    var isEmpty: Bool { sent == nil && open.changes.isEmpty && salvaged.isEmpty }

    /// When `next` has something to give that only waits for the clock.
    var retryTime: Duration? {
        sent == nil && !(open.changes.isEmpty && salvaged.isEmpty) ? notBefore : nil
    }

    mutating func submit(_ submission: Submission, _ ticket: Ticket) {
        open.changes.append(.submit(submission))
        open.tickets.append((ticket, submission))
    }

    mutating func append(_ change: StoreChange) {
        open.changes.append(change)
    }

    /// The changes to write now; nil while a batch is out or nothing is to be written.
    mutating func next(_ now: Duration) -> [StoreChange]? {
        guard sent == nil, now >= notBefore else { return nil }
        var batch = Batch()
        if !salvaged.isEmpty {
            batch.changes = [salvaged.removeFirst()]
        } else {
            guard !open.changes.isEmpty else { return nil }
            swap(&batch, &open)
        }
        sent = batch
        return batch.changes
    }

    /// Ends the batch that is out; it is durable.
    mutating func finish() -> Batch {
        defer { sent = nil }
        return sent ?? Batch()
    }

    /// Ends the batch that is out; nothing of it was kept. Its submissions are given up (their senders are told);
    /// everything else must reach the store and is tried again, unless it was alone and refused.
    mutating func fail(refused: Bool, retryAt: Duration) -> (failed: Batch, dropped: StoreChange?) {
        let batch = finish()
        let kept = batch.changes.filter { if case .submit = $0 { false } else { true } }
        if !refused { notBefore = retryAt }
        guard refused, batch.changes.count == 1 else {
            salvaged.insert(contentsOf: kept, at: 0)
            return (batch, nil)
        }
        return (batch, kept.first)
    }
}
