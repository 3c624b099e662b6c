import Jobs
import JobStore
import Logging

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
            guard jobs[submission.id] == nil, !repeated.contains(submission.id) else { continue }
            tally.accepted += 1
            admit(submission)
        }
    }

    mutating func failBatch(_ reason: String, _ now: Moment) {
        let tickets = batches.fail(retryAt: now.monotonic + Self.commitRetryDelay)
        for ticket in tickets { actions.append(.answer(ticket, .failed)) }
        actions.append(.log(.critical, "the store did not take a batch; trying again: \(reason)"))
    }

    mutating func refuseChange(_ offender: Int, _ reason: String) {
        guard let (change, tickets) = batches.refuse(offender: offender) else { return }
        for ticket in tickets { actions.append(.answer(ticket, .failed)) }
        actions.append(.log(.critical, "the store refused a change, given up: \(change): \(reason)"))
    }
}
