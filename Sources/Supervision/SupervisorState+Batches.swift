import Jobs
import JobStore

extension SupervisorState {
    /// How long after a failure of the disk the store is tried again.
    static var commitRetryDelay: Duration { .milliseconds(500) }

    mutating func sendBatch(_ now: Moment) {
        guard let changes = batches.next(now.monotonic) else { return }
        actions.append(.commit(changes))
    }

    mutating func finishBatch(repeated: Set<JobID>) {
        for (ticket, submission) in batches.finish().tickets {
            actions.append(.answer(ticket, .accepted))
            if jobs[submission.id] == nil, !repeated.contains(submission.id) { admit(submission) }
        }
    }

    mutating func failBatch(refused: Bool, reason: String, _ now: Moment) {
        let (failed, dropped) = batches.fail(
            refused: refused, retryAt: now.monotonic + Self.commitRetryDelay)
        for (ticket, _) in failed.tickets { actions.append(.answer(ticket, .failed)) }
        actions.append(.log(.critical, "the store did not take \(failed.changes.count) changes: \(reason)"))
        if let dropped { actions.append(.log(.critical, "given up, it contradicts the store: \(dropped)")) }
    }
}
