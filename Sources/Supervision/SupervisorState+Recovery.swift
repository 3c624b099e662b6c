package import Jobs
import JobStore
import Scheduling

extension SupervisorState {
    /// Takes over a job that the store holds as unsettled, one after the other in their order. One that was being
    /// worked on when the service ended lost an attempt: it waits again, for a while where that is not the first time,
    /// or fails where it has happened too often.
    /// - Parameters:
    ///   - job: as the store has it.
    ///   - now: when a lost attempt is said to have ended.
    package mutating func restore(_ job: Job, at now: Moment) {
        if job.state == .processing {
            restoreLost(job, now)
        } else {
            admit(
                job.submission, attempts: job.attempts, tally: job.tally,
                isScheduled: job.state == .scheduled, day: DayMark(job.submission.submittedAt.day), now)
        }
    }

    /// Makes ready for so many jobs to be taken over.
    package mutating func expect(jobs count: Int) {
        jobs.expect(count)
    }

    /// Takes over what was learned of costs, before any job is taken over.
    package mutating func restore(costs learned: [LearnedCost]) {
        costs = CostModel(learned)
    }

    /// Takes over the content that processors died of.
    package mutating func restore(quarantine records: [QuarantineRecord]) {
        quarantine = Quarantine(records)
    }

    private mutating func restoreLost(_ stored: Job, _ now: Moment) {
        var job = activeJob(
            stored.submission, attempts: stored.attempts, day: DayMark(stored.submission.submittedAt.day))
        job.tally = stored.tally
        job.tally.count(.lost)
        jobs[stored.id] = job
        let attempt = Attempt(
            number: stored.attempts, startedAt: stored.startedAt ?? now.wall, endedAt: now.wall, end: .lost)
        switch policy.decide(.lost, of: job) {
        case .again: tryAgain(stored.id, job, attempt, now)
        case .fail(let problem):
            leave(stored.id)
            tally.end(.failed, at: now)
            batches.append(
                .settle(
                    stored.id, .failed, at: now.wall, problem: problem, result: nil, attempt: attempt))
        }
    }

    /// Puts a durable job in the queue, where it waits since its submission, or among those that wait for their time.
    mutating func admit(
        _ submission: Submission, attempts: Int = 0, tally: AttemptTally = AttemptTally(), isScheduled: Bool,
        day: DayMark, _ now: Moment
    ) {
        var job = activeJob(submission, attempts: attempts, day: day)
        job.tally = tally
        watchDeadline(of: submission.id, submission.deadlineAt, attempts: attempts, now)
        if isScheduled, let due = submission.dueAt {
            jobs[submission.id] = job
            timers.insert(submission.id, due: now.asleepOrAwake(at: due))
        } else {
            enqueue(submission.id, job, since: submission.submittedAt, now)
        }
    }

    /// The next in the order of submission.
    private mutating func activeJob(_ submission: Submission, attempts: Int, day: DayMark) -> ActiveJob {
        defer { nextSequence += 1 }
        let job = ActiveJob(
            user: submission.user, kind: submission.kind, options: submission.options,
            image: submission.image, sequence: nextSequence, priority: submission.priority,
            cost: cost(of: submission), day: day,
            attempts: attempts, digest: submission.digest, requestID: submission.requestID)
        countPrediction(of: job, sign: 1)
        return job
    }

    /// Predicted processor time, in seconds.
    func cost(of submission: Submission) -> Double {
        costs.predict(kind: submission.kind, options: submission.options, image: submission.image).mean
    }
}
