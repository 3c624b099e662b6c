internal import CPlatform
internal import Glibc
internal import Logging

/// The loop of `platen up`: tells the fleet what happened and performs what it returns.
struct RunningService: ~Copyable {
    private static let probeInterval = Duration.milliseconds(50)
    static let longestWait = Duration.seconds(3600)

    private var fleet: Fleet
    private let programs: [Part: ChildProgram]
    private let spawner: ChildSpawner
    private let health: ScopeHealth
    private let greeting: () -> String
    private let manager: ServiceManager
    private let log: Logger
    private var finished: Int32?
    /// Whether someone wanted this process to end, rather than the parts by themselves.
    private(set) var wasStopped = false
    private var lastAnswer = HealthProbe.Answer.none
    private let clock = ContinuousClock()
    private let origin: ContinuousClock.Instant

    /// `programs` has an entry for each of `parts`; `greeting` is what is said once `health` is good, and
    /// `manager` is told then too.
    init(
        parts: [Part], programs: [Part: ChildProgram], spawner: ChildSpawner, health: ScopeHealth,
        greeting: @escaping () -> String, manager: ServiceManager, log: Logger
    ) {
        self.manager = manager
        self.greeting = greeting
        fleet = Fleet(parts: parts)
        self.programs = programs
        self.spawner = spawner
        self.health = health
        self.log = log
        origin = clock.now
    }

    private var now: Duration { origin.duration(to: clock.now) }

    /// Runs until every part has ended; returns the exit status. They are told to end when someone wants it, or once
    /// `isOver`, which is asked at least every `interval`.
    mutating func run(
        _ signals: SignalWaiter, asking interval: Duration = longestWait, isOver: () -> Bool = { false }
    ) -> Int32 {
        perform(fleet.start(now: now))
        var isEnding = false
        while finished == nil {
            switch signals.wish(within: min(timeToWait, interval)) {
            case .stop:
                wasStopped = true
                manager.tell(.stopping)
                perform(fleet.stop(now: now))
            case .reload: perform(fleet.reload())
            case .reap, nil: break
            }
            reap()
            askForHealth()
            if !isEnding, isOver() {
                isEnding = true
                perform(fleet.stop(now: now))
            }
            perform(fleet.tick(now: now))
        }
        awaitOrphans()
        return finished ?? 1
    }

    private var timeToWait: Duration {
        let untilDeadline = fleet.deadline.map { $0 - now } ?? Self.longestWait
        return fleet.isStarting ? min(untilDeadline, Self.probeInterval) : untilDeadline
    }

    /// What a dead part started is ended with it, while the part still lies unreaped and so its group's id is its own.
    private mutating func reap() {
        while true {
            let pid = platform_ended_child()
            guard pid > 0 else { return }
            kill(-pid, SIGKILL)
            var status: Int32 = 0
            unsafe waitpid(pid, &status, 0)
            perform(fleet.ended(pid: pid, ChildEnd(waitStatus: status), now: now))
        }
    }

    /// What the parts had started has lost its parent by now and ends by itself; this process has adopted it. Waits for
    /// that, a second at most.
    private func awaitOrphans() {
        for _ in 0..<100 {
            var pid: pid_t
            repeat { pid = waitpid(-1, nil, WNOHANG) } while pid > 0
            guard pid == 0 else { return }
            usleep(10_000)
        }
    }

    private mutating func askForHealth() {
        guard fleet.isStarting else { return }
        lastAnswer = health.ask()
        // On a disk that is nearly full the service takes no jobs, but what it has can be read, and removed to make room.
        if lastAnswer == .healthy || lastAnswer == .unwell(["storage"]) { perform(fleet.answered()) }
    }

    private mutating func perform(_ actions: [FleetAction]) {
        for action in actions { perform(action) }
    }

    private mutating func perform(_ action: FleetAction) {
        switch action {
        case .spawn(let part): spawn(part)
        case .terminate(let pid): kill(pid, SIGTERM)
        case .reload(let pid): kill(pid, SIGHUP)
        case .kill(let pid): kill(-pid, SIGKILL)
        case .announceReady:
            StandardStreams.writeOutput(greeting())
            manager.tell(.ready)
            platform_release_file_pages()
        case .note(let note): write(note)
        case .finish(let status): finished = status
        }
    }

    private mutating func spawn(_ part: Part) {
        guard let program = programs[part] else { preconditionFailure("\(part) has no program") }
        do {
            perform(fleet.started(part, pid: try spawner.spawn(program), now: now))
        } catch {
            perform(fleet.notStarted(part, reason: error.description, now: now))
        }
    }

    private func write(_ note: FleetNote) {
        switch note {
        case .ended, .killing: log.warning("\(note)")
        case .restarted, .stopping: log.notice("\(note)")
        case .gaveUp: log.critical("\(note)")
        case .startTakesLong: log.warning("\(note)", metadata: notWell)
        case .startTookTooLong: log.critical("\(note)", metadata: notWell)
        }
    }

    /// The parts that did not answer well when they were last asked.
    private var notWell: Logger.Metadata {
        guard case .unwell(let parts) = lastAnswer else { return [:] }
        return ["not_well": "\(parts.joined(separator: ", "))"]
    }
}
