import Jobs
import Scheduling

/// When jobs will begin: the one computation behind `explain`, jobs' documents and `queue` events.
extension SupervisorState {
    /// When a waiting job will begin.
    mutating func forecast(_ outlook: Outlook, of user: UserName, isErrand: Bool, _ now: Moment)
        -> StartForecast
    {
        let guess = guess(outlook, of: user, isErrand: isErrand, now)
        return isErrand
            ? errandForecaster.forecast(guess, at: now.monotonic)
            : forecaster.forecast(guess, at: now.monotonic)
    }

    /// Takes note of a job that was put in its queue, to learn from when it begins.
    mutating func followForecast(_ job: WaitingJob, isErrand: Bool, _ now: Moment) {
        let queue = isErrand ? errandQueue : queue
        guard
            let outlook = queue.outlook(
                of: job.id, sequence: job.sequence, priority: job.priority, user: job.user)
        else { return }
        let guess = guess(outlook, of: job.user, isErrand: isErrand, now)
        let backlog = queue.backlog(of: job.user)
        if isErrand {
            errandForecaster.arrive(job.cost, onto: backlog, at: now.monotonic)
            errandForecaster.follow(job.id, guess, at: now.monotonic)
        } else {
            forecaster.arrive(job.cost, onto: backlog, at: now.monotonic)
            forecaster.follow(job.id, guess, at: now.monotonic)
        }
    }

    /// Learns from a job that begins.
    mutating func beginForecast(_ id: JobID, _ kind: JobKind, _ now: Moment) {
        if kind.isErrand {
            errandForecaster.begin(id, at: now.monotonic)
        } else {
            forecaster.begin(id, at: now.monotonic)
        }
    }

    mutating func forgetForecast(_ id: JobID, _ kind: JobKind) {
        if kind.isErrand { errandForecaster.forget(id) } else { forecaster.forget(id) }
    }

    private mutating func guess(
        _ outlook: Outlook, of user: UserName, isErrand: Bool, _ now: Moment
    ) -> Forecaster.Guess {
        let workers = workers(isErrand: isErrand, now)
        let own = workers.ofUser[user] ?? []
        let most = (isErrand ? errandQueue : queue).terms(of: user).mostRunning
        return isErrand
            ? errandForecaster.guess(
                outlook, on: workers.free, own: own, mostRunning: most, at: now.monotonic)
            : forecaster.guess(
                outlook, on: workers.free, own: own, mostRunning: most, at: now.monotonic)
    }

    /// Those that work on jobs, found once in a turn.
    mutating func workers(isErrand: Bool, _ now: Moment) -> Prospects.Workers {
        let found = prospects ?? findProspects(now)
        prospects = found
        return isErrand ? found.errands : found.processors
    }

    private func findProspects(_ now: Moment) -> Prospects {
        let held = slots.compactMap { slot -> ProcessorSlot.Work? in
            if case .busy(_, let work) = slot { work } else { nil }
        }
        return Prospects(
            processors: Prospects.Workers(held.compactMap { remaining($0, now) }, of: wanted),
            errands: Prospects.Workers(errands.values.compactMap { remaining($0, now) }, of: Self.mostErrands)
        )
    }

    private func remaining(_ work: ProcessorSlot.Work, _ now: Moment) -> (user: UserName, seconds: Double)? {
        guard let job = jobs[work.job] else { return nil }
        return (job.user, prediction(of: job).remaining(after: Self.held(work, now)))
    }

    func prediction(of job: ActiveJob) -> CostPrediction {
        costs.predict(kind: job.kind, options: job.options, image: job.image)
    }

    /// For how many seconds the work has held its processor, and those that were lent to it.
    static func held(_ work: ProcessorSlot.Work, _ now: Moment) -> Double {
        (now.monotonic - work.startedAt.monotonic - work.paused + work.loan.time(at: now.monotonic))
            / .seconds(1)
    }
}

extension Timestamp {
    /// So many seconds later.
    func adding(_ seconds: Double) -> Timestamp {
        Timestamp(milliseconds: milliseconds + Int64((min(seconds, Self.farthest) * 1000).rounded()))
    }

    /// Ten years, in seconds: what is farther is as good as never.
    private static let farthest = 315_360_000.0
}
