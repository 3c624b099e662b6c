package import Jobs
import JobStore
import Logging
import Scheduling
import SharedRing

/// Everything the supervisor knows, as a value: events go in, actions come out, nothing is done here. The shell
/// (`Supervisor`) performs the actions; tests need neither socket nor process.
///
/// A submitted job is first made durable, then answered for, then queued: no processor ever works on a job
/// that a crash could forget.
package struct SupervisorState<Ticket: Hashable & Sendable>: Sendable {
    package typealias Event = SupervisorEvent<Ticket>
    package typealias Action = SupervisorAction<Ticket>

    /// How many jobs run at once.
    package internal(set) var wanted: Int
    /// Warm processors of each equipment beyond those that run, so that the next job finds one ready.
    var spares: Int { min(wanted, slots.count / forkservers.count - wanted) }
    let policy: AttemptPolicy
    /// How long jobs may go on after `stop`.
    let drain: Duration
    var costs = CostModel()
    /// When what was learned of costs went to the store last, by the monotonic clock.
    var costsKept: Duration = .zero
    var forecaster = Forecaster()
    var errandForecaster = Forecaster()
    /// Found in this turn; nil until somebody asks, and when jobs may have begun or ended since.
    var prospects: Prospects?
    var random: any RandomNumberGenerator & Sendable

    var jobs = ActiveJobs()
    /// Who waits for the end of a running job that is being given up.
    var endings: [JobID: Ending<Ticket>] = [:]
    var queue = FairQueue()
    /// Errands that wait for their turn.
    var errandQueue = FairQueue()
    /// Errands under way.
    var errands: [JobID: ProcessorSlot.Work] = [:]
    /// Scheduled jobs.
    var timers = TimerHeap()
    /// Jobs that must begin by a certain time.
    var deadlines = TimerHeap()
    var quarantine = Quarantine()
    var signIns = SignInThrottle()
    /// The wall clock's milliseconds less those since the machine's start; nil before the first event.
    var clockOffset: Int64?
    /// How long the machine had slept when last heard of.
    var asleep: Duration = .zero
    /// Monotonic time of the last turn.
    var lastTurn: Duration?
    var nextSequence: Int64 = 1
    var waits = WaitLedger()
    var tally = JobTally()
    var measures = ServiceMeasures()
    var ranking = UserRanking()
    var rules = Rules()
    /// Of users' accounts.
    var accountWeights: [UserName: Weight] = [:]
    /// Of the rules file that was taken over last.
    var rulesFile: ContentDigest?
    var proposals = RulesProposals()
    var days = DayLedger()
    var shares = SharesWatch()
    var batches = Batches<Ticket>()
    /// Whether jobs whose time is over are on their way out: one lot at a time.
    package internal(set) var isExpiring = false
    /// Owners of the jobs whose end is on its way to the store.
    var lastOwners: [JobID: UserName] = [:]
    var audience = Audience()
    var parked = ParkedRequests()
    var overviews = OverviewRound()
    var notices: [Notice] = []
    var slots: [ProcessorSlot]
    var forkservers: [ForkserverState]
    package internal(set) var isStopping = false
    /// Whether the disk was far from full when the shell looked last.
    package var diskHasRoom = false
    /// Monotonic time at which a supervisor that stops waits no longer for jobs that run.
    var drainEnd: Duration?

    var actions: [Action] = []

    /// - Parameters:
    ///   - processors: how many jobs run at once.
    ///   - slots: places for processors, for each equipment more than `processors`; as many as it takes when nil.
    ///   - limits: what a job may cost.
    ///   - drain: how long jobs may go on after `stop`.
    ///   - equipment: of the forkservers, `models` among them.
    ///   - random: spreads the attempts of jobs that failed together.
    package init(
        processors: Int, slots: Int? = nil, limits: ServiceSettings.Limits, drain: Duration = .zero,
        equipment: [Equipment] = Equipment.allCases,
        random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()
    ) {
        forkservers = equipment.map { ForkserverState($0) }
        self.drain = drain
        self.random = random
        wanted = processors
        policy = AttemptPolicy(limits: limits)
        queue = FairQueue(mostRunning: policy.mostRunning)
        queue.audit = ShareAudit()
        errandQueue = FairQueue()
        self.slots = Array(
            repeating: .free,
            count: slots ?? SupervisorSize.slots(for: processors, forkservers: equipment.count))
    }

    /// What follows from `event` at `now`.
    package mutating func handle(_ event: Event, at now: Moment) -> [Action] {
        handle(CollectionOfOne(event), at: now)
    }

    /// What follows from `events`, which happened in this order and were noticed together at `now`. What they
    /// change goes to the store together.
    package mutating func handle(_ events: some Collection<Event>, at now: Moment) -> [Action] {
        followClock(now)
        followDay(now)
        queue.advance(to: now.monotonic)
        prospects = nil
        forgiveStandstill(now)
        for event in events { take(event, now) }
        enforceLimits(now)
        replaceHungForkservers(now)
        endDrain(now)
        expireDeadlines(now)
        releaseDue(now)
        keepProcessorsWarm(now)
        dispatch(now)
        takeBackLoans(now)
        dispatchErrands(now)
        sendBatch(now)
        releaseParked(now)
        publishOverviews(now)
        handOutNotices()
        defer { actions.removeAll(keepingCapacity: true) }
        return actions
    }

    private mutating func take(_ event: Event, _ now: Moment) {
        switch event {
        case .command(let command, let ticket): receive(command, ticket, now)
        case .unreadableCommand(let ticket): actions.append(.answer(ticket, .malformed))
        case .committed(let result): finishBatch(result, now)
        case .commitFailed(let reason): failBatch(reason, now)
        case .commitRefused(let offender, let reason): refuseChange(offender, reason)
        case .forkserverReady(let equipment, let missing, let lendable):
            forkserverIsReady(equipment, missing: missing, lendable: lendable)
        case .forkserverLost(let equipment): loseForkserver(equipment, now)
        case .forked(let slot, let pid): fill(slot, pid: pid, now)
        case .forkFailed(let slot, let errno): forkFailed(slot, errno: errno, now)
        case .reported(let slot, let report): finish(slot, report, now)
        case .overfull(let slot, let id): endOverfull(slot, id, now)
        case .hungUp(let slot, let pid): dismissDying(slot, pid: pid, now)
        case .exited(let slot, let pid, let exit): reap(slot, pid: pid, exit, now)
        case .looked(let slot, let id, let progress): look(at: progress, of: id, in: slot, now)
        case .errandEnded(let id, let attempt, let report): finishErrand(id, attempt: attempt, report, now)
        case .deliveryTried(let delivery, let attempt, let retryAfter):
            record(attempt, of: delivery, retryAfter: retryAfter, now)
        case .expired(let ids): expire(ids)
        case .forgettable(let id): batches.append(.forget(upTo: id))
        case .audience(let user, let isRead): audience.note(user, isRead: isRead, now: now.monotonic)
        case .rulesFile(let rules): receive(rulesFile: rules)
        case .resized(let processors): resize(to: processors, now)
        case .tick: break
        case .stop: stop(now)
        }
    }

    /// Whether no job runs and nothing is left to be written.
    package var isSettled: Bool { batches.isEmpty && !slots.contains(where: \.isBusy) && errands.isEmpty }
}

extension Attempt {
    /// The record of `work` that ended at `now`.
    init(_ work: ProcessorSlot.Work, end: AttemptEnd, at now: Moment, cpu: Int64? = nil, memory: Int64? = nil)
    {
        self.init(
            number: work.attempt, startedAt: work.startedAt.wall, endedAt: now.wall, end: end,
            cpuMilliseconds: cpu, peakMemoryKiB: memory, progress: work.progress)
    }
}
