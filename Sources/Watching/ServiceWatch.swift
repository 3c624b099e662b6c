package import Jobs
import SharedRing

/// Looks at a service from outside, through its scoreboard alone: the service notices nothing.
package struct ServiceWatch: Sendable {
    private let settings: ServiceSettings
    private let scoreboard: ScoreboardReader

    /// - Parameter settings: those that the service was started with; its data folder says which one it is.
    package init(settings: ServiceSettings) {
        self.settings = settings
        scoreboard = ScoreboardReader(instance: settings.instance)
    }

    /// A supervisor that lives shows it every 250 ms; one silent for so long is stuck or dead.
    static let silence: Duration = .seconds(3)

    /// - Parameter now: the wall clock, by which processors say when they began.
    /// - Returns: what the service does now.
    /// - Throws: `WatchError` when no service runs, in words for the user.
    package func look(at now: Timestamp) throws(WatchError) -> ServiceView {
        guard let counters = scoreboard.counters() else { throw absence }
        let beat = max(.zero, MonotonicTime.now() - counters.beat)
        guard beat < Self.silence else { throw WatchError.silent(settings.dataFolder, since: beat) }
        var view = ServiceView(counters, beat: beat)
        view.dataFolder = settings.dataFolder
        view.jobs = scoreboard.entries().map { ServiceView.RunningJob($0, at: now) }
        return view
    }

    private var absence: WatchError {
        switch scoreboard.problem?.code {
        case .otherOwner: .otherOwner(settings.dataFolder)
        case .otherLayout: .otherVersion(settings.dataFolder)
        default: .notRunning(settings.dataFolder)
        }
    }
}

extension ServiceView {
    init(_ counters: QueueCounters, beat: Duration) {
        self.init()
        isReady = counters.forkserverReady
        beatSeconds = beat / .seconds(1)
        (processorsWanted, processorsAlive) = (counters.processorsWanted, counters.processorsAlive)
        (running, waiting) = (counters.running, counters.waiting)
        oldestWaitSeconds = counters.oldestWait / .seconds(1)
        (endedInSecond, endedInMinute) = (counters.endedInSecond, counters.endedInMinute)
        (accepted, completed, failed) = (counters.accepted, counters.completed, counters.failed)
        users = counters.users
        (eventsPublished, eventsDropped) = (counters.eventsPublished, counters.eventsDropped)
        parked = counters.parked
        for load in counters.jobsByUser {
            // The segment's words may be anything; what is no name is not shown.
            if let user = UserName(load.name) { jobsByUser[user.text] = load.jobs }
        }
        for kind in JobKind.allCases where counters.waitingByKind.indices.contains(Int(kind.number)) {
            let count = counters.waitingByKind[Int(kind.number)]
            if count > 0 { waitingByKind[kind.rawValue] = count }
        }
    }
}

extension ServiceView.RunningJob {
    init(_ entry: ScoreboardEntry, at now: Timestamp) {
        // What a processor wrote may be any number.
        let held = Double(now.milliseconds) - Double(entry.startedMilliseconds)
        self.init(
            slot: entry.slot, processID: entry.processID,
            id: JobID(high: entry.jobHigh, low: entry.jobLow), kind: JobKind(number: entry.kind),
            attempt: Int(entry.attempt), stage: Stage(rawValue: entry.stage), progress: entry.progress,
            heldSeconds: max(0, held) / 1000)
    }
}
