package import Jobs
import JobStore
import Scheduling

extension SupervisorState {
    /// Takes over the jobs that the store holds as unsettled, in their order. Those that were being worked on
    /// when the service ended wait again, their attempt recorded as lost.
    /// - Parameters:
    ///   - unsettled: in order of submission.
    ///   - now: when the lost attempts are said to have ended.
    package mutating func restore(_ unsettled: [Job], at now: Moment) {
        for job in unsettled {
            let wasBegun = job.state == .processing
            if wasBegun { batches.append(.requeue(job.id, Self.lostAttempt(of: job, now))) }
            admit(
                job.submission, since: wasBegun ? now.wall : nil, attempts: job.attempts,
                isScheduled: job.state == .scheduled, now)
        }
    }

    private static func lostAttempt(of job: Job, _ now: Moment) -> Attempt {
        Attempt(
            number: job.attempts, startedAt: job.startedAt ?? now.wall, endedAt: now.wall, end: .lost)
    }

    /// Puts a durable job in the queue, where it waits since then, else since its submission, or among those that
    /// wait for their time.
    mutating func admit(
        _ submission: Submission, since: Timestamp? = nil, attempts: Int = 0, isScheduled: Bool, _ now: Moment
    ) {
        let job = ActiveJob(
            user: submission.user, kind: submission.kind, options: submission.options,
            image: submission.image, sequence: nextSequence,
            cost: costs.cost(kind: submission.kind, options: submission.options, image: submission.image),
            attempts: attempts)
        nextSequence += 1
        jobs[submission.id] = job
        if isScheduled, let due = submission.dueAt {
            timers.insert(submission.id, due: now.monotonic(at: due))
        } else {
            enqueue(submission.id, job, since: since ?? submission.submittedAt)
        }
    }
}
