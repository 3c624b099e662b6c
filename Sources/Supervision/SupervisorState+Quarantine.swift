import Jobs
import JobStore
import Logging

extension SupervisorState {
    /// Remembers that a processor died of the job's content.
    /// - Returns: whether that content is risked no more.
    mutating func blame(_ job: ActiveJob, for end: AttemptEnd, _ now: Moment) -> Bool {
        guard end.isDeathByContent, let content = job.content else { return false }
        quarantine.blame(content)
        batches.append(.blame(content, end, at: now.wall))
        guard quarantine.holds(content) else { return false }
        actions.append(.log(.error, "processors died of \(content.digest) (\(content.kind)): quarantined"))
        return true
    }

    /// Ends a waiting job whose content is quarantined by now.
    mutating func failQuarantined(_ id: JobID, _ job: ActiveJob, _ now: Moment) {
        waits.end(job.wait, job.kind)
        endWaiting(id, with: AttemptPolicy.quarantined(), now)
    }

    mutating func release(_ digest: ContentDigest, _ ticket: Ticket) {
        guard quarantine.release(digest) else { return actions.append(.answer(ticket, .refused)) }
        actions.append(.log(.notice, "\(digest) is released from quarantine"))
        batches.append(.release(digest), for: [ticket])
    }
}
