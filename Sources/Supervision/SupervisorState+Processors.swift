import Jobs
import JobStore
import Logging
import Scheduling

extension SupervisorState {
    /// How long a processor may take to end after its report.
    static var leaveTime: Duration { .seconds(2) }
    /// How long the record of a start may wait for another change. A short job's start and end are then one commit, and
    /// its end does not wait for the commit of its start. Starts that a sudden end of everything leaves unrecorded were
    /// attempts that do not count.
    static var startPatience: Duration { .milliseconds(20) }
    static var forkRetryDelay: Duration { .milliseconds(200) }
    /// Forks that one forkserver has not answered yet. Its socket holds 278 requests while it rehearses.
    static var mostForksAsked: Int { 64 }

    mutating func enqueue(_ id: JobID, _ job: ActiveJob, since: Timestamp, _ now: Moment) {
        var job = job
        job.wait = waits.begin(job.kind, since: since)
        jobs[id] = job
        let waiting = WaitingJob(
            id: id, user: job.user, sequence: job.sequence, priority: job.priority, cost: job.cost)
        if job.kind.isErrand { errandQueue.enqueue(waiting) } else { queue.enqueue(waiting) }
        // Those of before a start came at other times than now.
        if lastTurn != nil { followForecast(waiting, isErrand: job.kind.isErrand, now) }
    }

    /// Queues the scheduled jobs whose time has come.
    mutating func releaseDue(_ now: Moment) {
        guard !isStopping else { return }
        while let id = timers.popDue(now.asleepOrAwake) {
            guard let job = jobs[id] else { continue }
            batches.append(.becomeDue(id))
            enqueue(id, job, since: now.wall, now)
        }
    }

    /// Nothing begins while the disk takes no batch: what it did could not be kept.
    mutating func dispatch(_ now: Moment) {
        guard !isStopping, !batches.isPaused(now.monotonic) else { return }
        var running = slots.count(where: \.isBusy)
        while running < wanted, let next = queue.first, let slot = idleSlot(for: next.id) {
            let factor = factor(of: next.id, next, now)
            _ = queue.dequeue(factor: factor)
            if let job = jobs[next.id], quarantine.holds(job.content) {
                queue.charge(next.user, predicted: next.cost, held: 0, factor: factor)
                failQuarantined(next.id, job, now)
            } else {
                running += 1
                start(next.id, in: slot, factor, running: running, now)
            }
        }
    }

    /// A warm processor that can do the job, with no more equipment than it takes; nil when there is none.
    private func idleSlot(for id: JobID) -> Int? {
        guard let kind = jobs[id]?.kind else { return slots.firstIndex(where: \.isIdle) }
        return forkservers.indices.reversed().lazy
            .filter { forkservers[$0].equipment.serves(kind) }
            .compactMap { slots(of: $0).first { slots[$0].isIdle } }
            .first
    }

    private mutating func start(
        _ id: JobID, in slot: Int, _ factor: Double, running: Int, _ now: Moment
    ) {
        guard case .idle(let pid) = slots[slot],
            let (work, begun) = beginAttempt(id, factor: factor, now)
        else { return }
        slots[slot] = .busy(pid: pid, work)
        var assignment = begun
        assignment.lent = lend(to: slot, running: running, now)
        actions.append(.assign(slot: slot, assignment))
    }

    /// Begins the next attempt at a job that left its queue at this factor.
    /// - Returns: what is known of the attempt, and what whoever works on the job is to know; nil for no job.
    mutating func beginAttempt(
        _ id: JobID, factor: Double = 1, _ now: Moment
    ) -> (ProcessorSlot.Work, Assignment)? {
        guard var job = jobs[id] else { return nil }
        if let since = waits.end(job.wait, job.kind) {
            let waited = Self.time(since: since, now)
            measures.begin(job.kind, waited: waited)
            if !job.kind.isErrand { queue.audit?.begin(job.user, waited: waited / .seconds(1)) }
        }
        deadlines.remove(id)
        beginForecast(id, job.kind, now)
        job.attempts += 1
        jobs[id] = job
        batches.append(
            .start(id, attempt: job.attempts, at: now.wall),
            notLaterThan: now.monotonic + Self.startPatience)
        let work = ProcessorSlot.Work(
            job: id, attempt: job.attempts, startedAt: now, factor: factor,
            deadline: now.monotonic + policy.timeLimit(of: job), lookedAt: now.monotonic)
        let assignment = Assignment(
            id: id, attempt: job.attempts, kind: job.kind, options: job.options, image: job.image,
            requestID: job.requestID)
        return (work, assignment)
    }

    mutating func finish(_ slot: Int, _ report: Report, _ now: Moment) {
        guard case .busy(let pid, let work) = slots[slot] else { return }
        slots[slot] = .leaving(pid: pid, killAt: now.monotonic + Self.leaveTime)
        finish(work, report, now)
    }

    /// What follows from the report of whoever did the work.
    mutating func finish(_ work: ProcessorSlot.Work, _ report: Report, _ now: Moment) {
        var work = work
        work.progress = report.progress ?? work.progress
        if let detail = report.privateDetail {
            actions.append(.log(.warning, "job \(work.job): \(detail.escapedForLog)", about: subject(work)))
        }
        let (end, state, problem, result): (AttemptEnd, JobState, Problem?, JobResult?) =
            switch report.outcome {
            case .completed(let result): (.completed, .completed, nil, result)
            case .failed(let code, let detail):
                (.failed(credible(code)), .failed, Problem(credible(code), detail), nil)
            }
        let attempt = Attempt(
            work, end: end, at: now, cpu: report.cpuMilliseconds, memory: report.peakMemoryKiB)
        guard let problem, end.isTroubleOfTheMachine, endings[work.job] == nil else {
            return settle(work, state, problem, result, attempt, now)
        }
        endInTrouble(work, problem, attempt, now)
    }

    mutating func settle(
        _ work: ProcessorSlot.Work, _ state: JobState, _ problem: Problem?, _ result: JobResult?,
        _ attempt: Attempt, _ now: Moment
    ) {
        charge(work, now)
        if state == .completed { learnCost(of: work, now) }
        tally.end(state, at: now)
        recordEnd(
            of: work,
            .settle(work.job, state, at: now.wall, problem: problem, result: result, attempt: attempt))
        keepCostsWhenDue(now)
    }

    mutating func charge(_ work: ProcessorSlot.Work, _ now: Moment) {
        guard let job = jobs[work.job] else { return }
        let held = Self.held(work, now)
        if job.kind.isErrand {
            errandQueue.charge(job.user, predicted: job.cost, held: held)
        } else {
            queue.charge(job.user, predicted: job.cost, held: held, factor: work.factor)
        }
        countHeld(held, by: job)
        measures.run(job.kind, seconds: held)
    }

    mutating func reap(_ slot: Int, pid: Int32, _ exit: ProcessorExit, _ now: Moment) {
        guard slots.indices.contains(slot), slots[slot].pid == pid else { return }
        let old = slots[slot]
        slots[slot] = .free
        forkservers[forkserver(of: slot)].watch.hasReaped(slot)
        actions.append(.release(slot: slot))
        switch old {
        case .busy(_, let work): endWithoutReport(work, exit, now)
        case .idle, .dying:
            forkservers[forkserver(of: slot)].lostIdle(
                warm: wanted + spares, pause: Self.forkRetryDelay, now)
            actions.append(.log(.warning, "processor \(pid) ended while it waited: \(exit.end.text)"))
        case .free, .forking, .leaving: break
        }
    }

    /// Gives no job to a processor that ends while it waits, however late its forkserver tells of it.
    mutating func dismissDying(_ slot: Int, pid: Int32, _ now: Moment) {
        guard slots.indices.contains(slot), case .idle(pid) = slots[slot] else { return }
        slots[slot] = .dying(pid: pid, killAt: now.monotonic + Self.leaveTime)
    }

    private mutating func endWithoutReport(
        _ work: ProcessorSlot.Work, _ exit: ProcessorExit, _ now: Moment
    ) {
        guard var job = jobs[work.job] else { return }
        guard endings[work.job] == nil else { return endAsCancelled(work, exit, now) }
        let end = policy.meaning(
            of: exit.end, of: job, killedFor: work.killedFor, cpuMilliseconds: exit.cpuMilliseconds)
        job.tally.count(end)
        jobs[work.job] = job
        let attempt = Attempt(
            work, end: end, at: now, cpu: exit.cpuMilliseconds, memory: exit.peakMemoryKiB)
        actions.append(
            .log(
                .warning, "job \(work.job): attempt \(work.attempt) ended by \(end.text)",
                about: subject(work)))
        guard !blame(job, for: end, now) else {
            return settle(work, .failed, AttemptPolicy.quarantined(end), nil, attempt, now)
        }
        switch policy.decide(end, of: job) {
        case .fail(let problem): settle(work, .failed, problem, nil, attempt, now)
        case .again:
            charge(work, now)
            tryAgain(work.job, job, attempt, now)
        }
    }

    mutating func tryAgain(_ id: JobID, _ job: ActiveJob, _ attempt: Attempt, _ now: Moment) {
        let spread = Double.random(in: 0.5...1.5, using: &random)
        let pause = policy.pause(after: attempt.end, of: job, spread: spread)
        guard pause > .zero else {
            batches.append(.requeue(id, attempt))
            return enqueue(id, job, since: now.wall, now)
        }
        let due = Timestamp(milliseconds: now.wall.milliseconds + Int64(pause / .milliseconds(1)))
        batches.append(.postpone(id, attempt, until: due))
        timers.insert(id, due: now.asleepOrAwake + pause)
    }

    mutating func enforceLimits(_ now: Moment) {
        for slot in slots.indices {
            switch slots[slot] {
            case .busy(let pid, var work) where now.monotonic >= work.deadline && work.killedFor == nil:
                work.killedFor = .timeLimit
                slots[slot] = .busy(pid: pid, work)
                kill(slot, pid, now)
            case .leaving(let pid, let killAt) where now.monotonic >= killAt:
                slots[slot] = .leaving(pid: pid, killAt: now.monotonic + Self.leaveTime)
                kill(slot, pid, now)
            case .dying(let pid, let killAt) where now.monotonic >= killAt:
                slots[slot] = .dying(pid: pid, killAt: now.monotonic + Self.leaveTime)
                kill(slot, pid, now)
            default: break
            }
        }
    }

    /// The monotonic time at which a `tick` is next due; nil when only events can change anything.
    package var nextDeadline: Duration? {
        var times = slots.compactMap(\.deadline)
        if let retry = batches.retryTime { times.append(retry) }
        times += forkservers.compactMap(\.watch.deadline)
        if !isStopping { times += startTimes }
        if let drainEnd { times.append(drainEnd) }
        if let parkingEnd = parked.nextDue { times.append(parkingEnd) }
        return times.min()
    }

    /// When something may begin that only the clock holds back.
    private var startTimes: [Duration] {
        forkservers.compactMap(\.restartTime)
            + forkservers.indices.filter(needsFork).map { forkservers[$0].forkNotBefore }
            + [timers.nextDue, deadlines.nextDue].compactMap { $0 }.map { $0 - asleep }
    }

    /// Whether only the clock is between a free slot and its processor.
    private func needsFork(_ forkserver: Int) -> Bool {
        warmMissing(forkserver) > 0 && slots(of: forkserver).contains { slots[$0].isFree }
    }

    /// How many jobs wait, how many run, how many processors live.
    package var counts: (waiting: Int, running: Int, alive: Int) {
        (queue.count + errandQueue.count, slots.count(where: \.isBusy), slots.count { $0.pid != nil })
    }
}

extension ProcessorSlot {
    var isBusy: Bool { if case .busy = self { true } else { false } }
    var isIdle: Bool { if case .idle = self { true } else { false } }
    var isFree: Bool { if case .free = self { true } else { false } }
    var isForking: Bool { if case .forking = self { true } else { false } }

    var pid: Int32? {
        switch self {
        case .free, .forking: nil
        case .idle(let pid), .busy(let pid, _), .leaving(let pid, _), .dying(let pid, _): pid
        }
    }

    var deadline: Duration? {
        switch self {
        case .busy(_, let work): work.killedFor == nil ? work.deadline : nil
        case .leaving(_, let killAt), .dying(_, let killAt): killAt
        case .free, .forking, .idle: nil
        }
    }
}
