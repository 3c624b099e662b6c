import Jobs
import JobStore
import Scheduling

extension SupervisorState {
    /// Lets a job that has never begun wait no longer than its deadline allows.
    mutating func watchDeadline(of id: JobID, _ deadline: Timestamp?, attempts: Int, _ now: Moment) {
        guard attempts == 0, let deadline else { return }
        deadlines.insert(id, due: now.asleepOrAwake(at: deadline))
    }

    /// Ends the jobs that have not begun in time.
    mutating func expireDeadlines(_ now: Moment) {
        guard !isStopping else { return }
        while let id = deadlines.popDue(now.asleepOrAwake) {
            guard let job = jobs[id] else { continue }
            if !timers.remove(id) { leaveQueue(job) }
            waits.end(job.wait, job.kind)
            endWaiting(id, with: AttemptPolicy.deadlinePassed, now)
        }
    }

    /// Records the end of a job that waits in neither queue nor timers any more.
    mutating func endWaiting(_ id: JobID, with problem: Problem, _ now: Moment) {
        leave(id)
        deadlines.remove(id)
        tally.end(.failed, at: now)
        batches.append(.settle(id, .failed, at: now.wall, problem: problem, result: nil, attempt: nil))
    }
}
