import Jobs
import JobStore
import Logging
import Scheduling

/// Jobs that take no processor, for they ask somebody else: they wait in a queue of their own, fair among users as the
/// other is, and so many of them are under way at once.
extension SupervisorState {
    static var mostErrands: Int { 8 }

    /// Nothing begins while the disk takes no batch: what it did could not be kept.
    mutating func dispatchErrands(_ now: Moment) {
        guard !isStopping, !batches.isPaused(now.monotonic) else { return }
        while errands.count < Self.mostErrands, let next = errandQueue.dequeue() { beginErrand(next.id, now) }
    }

    private mutating func beginErrand(_ id: JobID, _ now: Moment) {
        guard let (work, assignment) = beginAttempt(id, now) else { return }
        errands[id] = work
        actions.append(.runErrand(assignment))
    }

    /// Reports of attempts that were given up are passed over.
    mutating func finishErrand(_ id: JobID, attempt: Int, _ report: Report, _ now: Moment) {
        guard let work = errands[id], work.attempt == attempt else { return }
        errands[id] = nil
        finish(work, report, now)
    }

    /// Ends an errand under way whose owner wants it no more; passes over any other job.
    mutating func endErrand(_ id: JobID, _ now: Moment) {
        guard let work = errands.removeValue(forKey: id) else { return }
        actions.append(.dropErrand(id))
        endAsCancelled(work, nil, now)
    }

    /// Errands under way wait again.
    mutating func handBackErrands(_ now: Moment) {
        for work in errands.values {
            actions.append(.dropErrand(work.job))
            batches.append(.requeue(work.job, Attempt(work, end: .handedBack, at: now)))
            actions.append(.log(.notice, "job \(work.job) is handed back: it runs again at the next start"))
        }
        errands = [:]
    }

    /// Takes a job that waits for its turn out of its queue.
    mutating func leaveQueue(_ job: ActiveJob) {
        if job.kind.isErrand {
            errandQueue.remove(sequence: job.sequence, priority: job.priority, of: job.user)
        } else {
            queue.remove(sequence: job.sequence, priority: job.priority, of: job.user)
        }
    }
}
