import Jobs
import JobStore
import Logging

extension SupervisorState {
    /// How long after a failure of the disk the store is tried again.
    static var commitRetryDelay: Duration { .milliseconds(500) }

    mutating func sendBatch(_ now: Moment) {
        recordUses(now)
        guard let changes = batches.next(now.monotonic) else { return }
        actions.append(.commit(changes))
    }

    mutating func finishBatch(_ result: CommitResult, _ now: Moment) {
        let batch = batches.finish()
        measures.commit(batch.changes)
        for (ticket, change) in batch.tickets {
            actions.append(.answer(ticket, conclude(change, result, now)))
        }
        finishExpiry(batch, result)
        takeRules(batch.changes)
        publish(batch, result)
        finishDeliveries(batch.changes, result)
    }

    /// What follows from a durable change that a command wished for.
    /// - Returns: what the command's sender is told.
    private mutating func conclude(
        _ change: StoreChange, _ result: CommitResult, _ now: Moment
    ) -> Verdict {
        switch change {
        case .submit(let submission):
            return conclude(submission, result, now)
        case .retry(let id, _):
            guard let job = result.retried[id] else { return .refused }
            admitOnce(job.submission, attempts: job.attempts, now)
        case .delete(let id, _):
            guard result.deleted.contains(id) else { return .refused }
            actions.append(.removeFiles(id))
        case .settle(_, let state, _, _, _, _): return state == .cancelled ? .accepted : .refused
        case .redeliver(_, let delivery, _, _):
            return result.redelivered.contains(delivery) ? .accepted : .refused
        case .account(let change): return conclude(change, result)
        case .expire, .forget, .becomeDue, .start, .requeue, .postpone, .blame, .release, .learn, .moveTimes,
            .recordTry, .keepRules, .recordUses:
            break
        }
        return .accepted
    }

    private mutating func conclude(
        _ submission: Submission, _ result: CommitResult, _ now: Moment
    ) -> Verdict {
        days.release(submission.id)
        if result.mismatched.contains(submission.id) { return .mismatch }
        if result.replayed.contains(submission.id) { return .repeated }
        if !result.repeated.contains(submission.id) { admitOnce(submission, now) }
        return .accepted
    }

    /// A batch may hold the same submission or retry more than once.
    private mutating func admitOnce(_ submission: Submission, attempts: Int = 0, _ now: Moment) {
        guard jobs[submission.id] == nil else { return }
        tally.accepted += 1
        days.add(DayUse(pixels: attempts == 0 ? submission.pixels : 0), of: submission.user, on: days.mark)
        admit(submission, attempts: attempts, isScheduled: submission.dueAt != nil, day: days.mark, now)
    }

    mutating func failBatch(_ reason: String, _ now: Moment) {
        let wishes = batches.fail(retryAt: now.monotonic + Self.commitRetryDelay)
        isExpiring = false
        for (ticket, change) in wishes {
            if case .submit(let submission) = change { days.release(submission.id) }
            actions.append(.answer(ticket, .failed))
        }
        actions.append(.log(.critical, "the store did not take a batch; trying again: \(reason)"))
    }

    mutating func refuseChange(_ offender: Int, _ reason: String) {
        guard let (change, tickets) = batches.refuse(offender: offender) else { return }
        for ticket in tickets { actions.append(.answer(ticket, .failed)) }
        finishDeliveries([change], CommitResult())
        if case .submit(let submission) = change { days.release(submission.id) }
        if case .settle(let id, _, _, _, _, _) = change { lastOwners[id] = nil }
        actions.append(.log(.critical, "the store refused a change, given up: \(change): \(reason)"))
    }
}
