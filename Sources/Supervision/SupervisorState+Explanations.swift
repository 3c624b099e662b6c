import Jobs
import Scheduling

/// Why a job waits, when it will begin and end, and what would change that.
extension SupervisorState {
    /// Answers with `.refused` for a job that has ended, or that there never was.
    mutating func explain(_ id: JobID, _ ticket: Ticket, _ now: Moment) {
        guard let job = jobs[id] else { return actions.append(.answer(ticket, .refused)) }
        prospects = nil
        actions.append(.explain(ticket, explanation(of: id, job, now)))
    }

    private mutating func explanation(of id: JobID, _ job: ActiveJob, _ now: Moment) -> Explanation {
        if let work = work(on: id) { return explanation(of: work, job, now) }
        let queue = job.kind.isErrand ? errandQueue : queue
        guard
            let outlook = queue.outlook(
                of: id, sequence: job.sequence, priority: job.priority, user: job.user)
        else { return explanation(ofScheduled: id, job, now) }
        var explanation = explanation(of: job, behind: outlook, from: .zero, now)
        explanation.position = outlook.ahead + 1
        explanation.ownPosition = outlook.ownAhead + 1
        return explanation
    }

    private func work(on id: JobID) -> ProcessorSlot.Work? {
        if let work = errands[id] { return work }
        for case .busy(_, let work) in slots where work.job == id { return work }
        return nil
    }

    private mutating func explanation(
        of work: ProcessorSlot.Work, _ job: ActiveJob, _ now: Moment
    ) -> Explanation {
        let (prediction, held) = (prediction(of: job), Self.held(work, now))
        let end = Explanation.Forecast(
            median: now.wall.adding(prediction.remaining(after: held)),
            late: now.wall.adding(prediction.remaining(after: held, 0.9)))
        return explanation(.processing, job, end: end, [.running], now)
    }

    /// As if it came into the queue when its time has come, and the queue were then as it is now.
    private mutating func explanation(ofScheduled id: JobID, _ job: ActiveJob, _ now: Moment) -> Explanation {
        let queue = job.kind.isErrand ? errandQueue : queue
        let outlook = queue.outlook(ofNext: id, priority: job.priority, user: job.user)
        let due = timers.due(of: id).map { max(.zero, $0 - now.asleepOrAwake) } ?? .zero
        return explanation(of: job, behind: outlook, from: due, now)
    }

    /// Of a job that stands in its queue after `delay`; zero for one that does already.
    private mutating func explanation(
        of job: ActiveJob, behind outlook: Outlook, from delay: Duration, _ now: Moment
    ) -> Explanation {
        let start = forecast(outlook, of: job.user, isErrand: job.kind.isErrand, now)
        let due = now.wall.adding(delay / .seconds(1))
        let prediction = prediction(of: job)
        let duration = prediction.quantile(0.5)
        let stray = (start.late - start.median, prediction.quantile(0.9) - duration)
        let end = start.median + duration
        // Both are seldom late at once.
        let late = end + (stray.0 * stray.0 + stray.1 * stray.1).squareRoot()
        let isWaiting = delay == .zero
        var explanation = explanation(
            isWaiting ? .pending : .scheduled, job,
            end: Explanation.Forecast(median: due.adding(end), late: due.adding(late)),
            isWaiting ? reasons(job, outlook, now) : [job.attempts > 0 ? .retrying : .scheduled], now)
        explanation.workAhead = outlook.workAhead
        explanation.start = Explanation.Forecast(
            median: due.adding(start.median), late: due.adding(start.late))
        return explanation
    }

    private mutating func explanation(
        _ state: JobState, _ job: ActiveJob, end: Explanation.Forecast, _ reasons: [Explanation.Reason],
        _ now: Moment
    ) -> Explanation {
        let workers = workers(isErrand: job.kind.isErrand, now)
        let queue = job.kind.isErrand ? errandQueue : queue
        return Explanation(
            state: state, share: queue.promisedShare(of: job.user),
            processors: job.kind.isErrand ? Self.mostErrands : wanted,
            ownRunning: workers.ofUser[job.user]?.count ?? 0, end: end,
            reasons: (isStopping ? [.stopping] : []) + (batches.isPaused(now.monotonic) ? [.disk] : [])
                + reasons)
    }

    private mutating func reasons(_ job: ActiveJob, _ outlook: Outlook, _ now: Moment) -> [Explanation.Reason]
    {
        let isErrand = job.kind.isErrand
        let workers = workers(isErrand: isErrand, now)
        let running = workers.ofUser[job.user]?.count ?? 0
        var reasons: [Explanation.Reason] = []
        if !isErrand, !slots.contains(where: { $0.isIdle || $0.isBusy }) { reasons.append(.noProcessor) }
        let queue = isErrand ? errandQueue : queue
        if let most = queue.terms(of: job.user).mostRunning, running >= most {
            reasons.append(.mostRunning(most))
        }
        if outlook.ownAhead > 0 { reasons.append(.ownJobs(outlook.ownAhead)) }
        let others = queue.waitingUsers - 1
        if others > 0, outlook.ahead > outlook.ownAhead { reasons.append(.otherUsers(others)) }
        if !isErrand, workers.free.first ?? 0 > 0 { reasons.append(.processors(wanted)) }
        return reasons
    }
}
