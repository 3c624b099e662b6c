import Jobs
import JobStore
import Logging
import Scheduling

extension SupervisorState {
    /// How long a processor may take to end after its report.
    static var leaveTime: Duration { .seconds(2) }
    static var forkRetryDelay: Duration { .milliseconds(200) }

    mutating func enqueue(_ id: JobID, _ job: ActiveJob, since: Timestamp) {
        waits.begin(id, job.kind, since: since)
        queue.enqueue(WaitingJob(id: id, user: job.user, sequence: job.sequence, cost: job.cost))
    }

    /// Queues the scheduled jobs whose time has come.
    mutating func releaseDue(_ now: Moment) {
        guard !isStopping else { return }
        while let id = timers.popDue(now.monotonic) {
            guard let job = jobs[id] else { continue }
            batches.append(.becomeDue(id))
            enqueue(id, job, since: now.wall)
        }
    }

    mutating func dispatch(_ now: Moment) {
        guard !isStopping else { return }
        var running = slots.count(where: \.isBusy)
        while running < wanted, let next = queue.first, let slot = idleSlot(for: next.id) {
            _ = queue.dequeue()
            start(next.id, in: slot, now)
            running += 1
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

    private mutating func start(_ id: JobID, in slot: Int, _ now: Moment) {
        guard case .idle(let pid) = slots[slot], var job = jobs[id] else { return }
        waits.end(id, job.kind)
        job.attempts += 1
        jobs[id] = job
        slots[slot] = .busy(
            pid: pid,
            ProcessorSlot.Work(
                job: id, attempt: job.attempts, startedAt: now,
                deadline: now.monotonic + policy.timeLimit(of: job)))
        batches.append(.start(id, attempt: job.attempts, at: now.wall))
        let assignment = Assignment(
            id: id, attempt: job.attempts, kind: job.kind, options: job.options, image: job.image)
        actions.append(.assign(slot: slot, assignment))
    }

    mutating func finish(_ slot: Int, _ report: Report, _ now: Moment) {
        guard case .busy(let pid, let work) = slots[slot] else { return }
        slots[slot] = .leaving(pid: pid, killAt: now.monotonic + Self.leaveTime)
        if let detail = report.privateDetail {
            actions.append(.log(.warning, "job \(work.job): \(detail.escapedForLog)"))
        }
        let (end, state, problem, result): (AttemptEnd, JobState, Problem?, JobResult?) =
            switch report.outcome {
            case .completed(let result): (.completed, .completed, nil, result)
            case .failed(let code, let detail): (.failed(code), .failed, Problem(code, detail), nil)
            }
        let attempt = Attempt(
            work, end: end, at: now, cpu: report.cpuMilliseconds, memory: report.peakMemoryKiB)
        settle(work, state, problem, result, attempt, now)
    }

    mutating func settle(
        _ work: ProcessorSlot.Work, _ state: JobState, _ problem: Problem?, _ result: JobResult?,
        _ attempt: Attempt, _ now: Moment
    ) {
        charge(work, now)
        tally.end(state, at: now)
        recordEnd(
            of: work,
            .settle(work.job, state, at: now.wall, problem: problem, result: result, attempt: attempt))
    }

    private mutating func charge(_ work: ProcessorSlot.Work, _ now: Moment) {
        guard let job = jobs[work.job] else { return }
        let held = (now.monotonic - work.startedAt.monotonic) / .seconds(1)
        queue.charge(job.user, predicted: job.cost, held: held)
    }

    mutating func reap(_ slot: Int, pid: Int32, _ exit: ProcessorExit, _ now: Moment) {
        guard slots.indices.contains(slot), slots[slot].pid == pid else { return }
        let old = slots[slot]
        slots[slot] = .free
        actions.append(.release(slot: slot))
        switch old {
        case .busy(_, let work): endWithoutReport(work, exit, now)
        case .idle:
            holdForks(of: slot, now)
            actions.append(.log(.warning, "processor \(pid) ended while it waited: \(exit.end.text)"))
        case .free, .forking, .leaving: break
        }
    }

    private mutating func endWithoutReport(
        _ work: ProcessorSlot.Work, _ exit: ProcessorExit, _ now: Moment
    ) {
        guard var job = jobs[work.job] else { return }
        guard endings[work.job] == nil else { return endAsCancelled(work, exit, now) }
        if exit.end == .signal(9) { job.kills += 1 } else if exit.end != .lost { job.crashes += 1 }
        jobs[work.job] = job
        let attempt = Attempt(
            work, end: exit.end, at: now, cpu: exit.cpuMilliseconds, memory: exit.peakMemoryKiB)
        actions.append(.log(.warning, "job \(work.job): attempt \(work.attempt) ended by \(exit.end.text)"))
        guard !work.isOverfull else { return settle(work, .failed, Self.overfull, nil, attempt, now) }
        switch policy.decide(exit.end, of: job, overran: work.overran) {
        case .fail(let problem): settle(work, .failed, problem, nil, attempt, now)
        case .again:
            charge(work, now)
            tryAgain(work.job, job, attempt, now)
        }
    }

    private mutating func tryAgain(_ id: JobID, _ job: ActiveJob, _ attempt: Attempt, _ now: Moment) {
        let spread = Double.random(in: 0.5...1.5, using: &random)
        let pause = policy.pause(after: attempt.end, of: job, spread: spread)
        guard pause > .zero else {
            batches.append(.requeue(id, attempt))
            return enqueue(id, job, since: now.wall)
        }
        let due = Timestamp(milliseconds: now.wall.milliseconds + Int64(pause / .milliseconds(1)))
        batches.append(.postpone(id, attempt, until: due))
        timers.insert(id, due: now.monotonic + pause)
    }

    mutating func enforceLimits(_ now: Moment) {
        for slot in slots.indices {
            switch slots[slot] {
            case .busy(let pid, var work) where now.monotonic >= work.deadline && !work.overran:
                work.overran = true
                slots[slot] = .busy(pid: pid, work)
                actions.append(.kill(slot: slot, pid: pid))
            case .leaving(let pid, let killAt) where now.monotonic >= killAt:
                slots[slot] = .leaving(pid: pid, killAt: now.monotonic + Self.leaveTime)
                actions.append(.kill(slot: slot, pid: pid))
            default: break
            }
        }
    }

    /// The monotonic time at which a `tick` is next due; nil when only events can change anything.
    package var nextDeadline: Duration? {
        var times = slots.compactMap(\.deadline)
        if let retry = batches.retryTime { times.append(retry) }
        if !isStopping {
            times += forkservers.compactMap(\.restartTime)
            times += forkservers.indices.filter(needsFork).map { forkservers[$0].forkNotBefore }
            if let due = timers.nextDue { times.append(due) }
        }
        if let drainEnd { times.append(drainEnd) }
        return times.min()
    }

    /// Whether only the clock is between a free slot and its processor.
    private func needsFork(_ forkserver: Int) -> Bool {
        warmMissing(forkserver) > 0 && slots(of: forkserver).contains { slots[$0].isFree }
    }

    /// How many jobs wait, how many run, how many processors live.
    package var counts: (waiting: Int, running: Int, alive: Int) {
        (queue.count, slots.count(where: \.isBusy), slots.count { $0.pid != nil })
    }
}

extension ProcessorSlot {
    var isBusy: Bool { if case .busy = self { true } else { false } }
    var isIdle: Bool { if case .idle = self { true } else { false } }
    var isFree: Bool { if case .free = self { true } else { false } }

    var pid: Int32? {
        switch self {
        case .free, .forking: nil
        case .idle(let pid), .busy(let pid, _), .leaving(let pid, _): pid
        }
    }

    var deadline: Duration? {
        switch self {
        case .busy(_, let work): work.overran ? nil : work.deadline
        case .leaving(_, let killAt): killAt
        case .free, .forking, .idle: nil
        }
    }
}
