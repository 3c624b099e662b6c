import CPlatform
import Glibc
import JobStore
package import Jobs
package import Logging
import SharedRing
import Spool

/// The supervisor's shell: waits for what happens, tells the state, does what it says. One thread, one loop;
/// the disk, the sweep and image bytes are elsewhere.
package final class Supervisor {
    let settings: ServiceSettings
    /// Path of `platen-processor`.
    let processorProgram: String
    let logger: Logger
    /// Reads the settings again.
    private let reload: () throws -> ServiceSettings
    private let lock: SupervisorLock
    private let signals: SignalDescriptor
    let writer: BatchWriter
    private let sweeper: SpoolSweeper
    let outbound: OutboundThread
    private let retention: RetentionWatch
    let folders: FolderWatch
    let publisher: Publisher
    private let spool: Spool
    private var disk: DiskWatch
    private var commands: CommandConsumer
    var scoreboard: ScoreboardOwner
    /// The scoreboard that processors write to, where the other had to be made anew; else nil.
    var processorBoard: ScoreboardOwner?
    var forkservers: [Equipment: Forkserver] = [:]
    var processors: [Int: ProcessorChannel] = [:]
    private(set) var state: SupervisorState<TicketReference>
    private var pending: [SupervisorEvent<TicketReference>] = []
    private var lastCheck: Duration = .zero
    /// Why segments could not be looked after the last time.
    private var segmentProblems: [SharedMemoryError] = []
    /// Turns of the loop since the last sleep or record.
    private var emptyTurns = 0

    /// The heartbeat, the counters and the names in /dev/shm are looked after at least this often.
    static let checkInterval: Duration = .milliseconds(250)
    /// So often the loop looks for a record whose slot is claimed before it pauses for a millisecond.
    private static let patientTurns = 20
    /// Records taken from the ring in one turn of the loop.
    static let drainLimit = 256

    /// Opens everything, newest last; nothing runs yet.
    /// - Throws: `SupervisorError` and the errors of the parts, all of which say what is in the way.
    package init(
        settings: ServiceSettings, processorProgram: String, logger: Logger,
        reload: @escaping () throws -> ServiceSettings
    ) throws {
        self.settings = settings
        self.reload = reload
        self.processorProgram = processorProgram
        self.logger = logger
        lock = try SupervisorLock(path: settings.supervisorLockPath)
        try RestoreMark(settings: settings).check()
        signals = try SignalDescriptor([SIGTERM, SIGINT, SIGHUP])
        disk = DiskWatch(reserve: settings.limits.diskReserveBytes)
        spool = Spool(folder: settings.spoolFolder)
        try spool.prepare()
        try LostStore(storePath: settings.storePath, spool: spool).check()
        let texts = RecognisedTexts(spool: spool, logger: logger)
        let store = try StoreWriter(path: settings.storePath) { texts.text(of: $0) }
        state = SupervisorState(
            processors: settings.processors, limits: settings.limits, drain: .seconds(settings.drainSeconds))
        try Self.restore(&state, from: store, logger)
        writer = try BatchWriter(store: store)
        sweeper = SpoolSweeper(
            spool: spool, reader: try StoreReader(path: settings.storePath),
            patience: Self.patience(settings), logger: logger)
        retention = RetentionWatch(
            retention: Retention(settings.limits),
            reader: try StoreReader(path: settings.storePath, connections: 1),
            logger: logger)
        outbound = try Self.makeOutbound(settings, spool, logger)
        folders = try FolderWatch(
            spool: spool, storage: settings.limits.storage, diskReserve: settings.limits.diskReserveBytes,
            logger: logger)
        publisher = Publisher(
            socket: settings.publisherSocketPath,
            reader: try StoreReader(path: settings.storePath, connections: 1), now: { Moment.now().wall },
            logger: logger)
        scoreboard = try Self.makeScoreboard(settings)
        commands = try Self.makeCommands(settings)
    }

    /// How long the sweep leaves files without a job alone: a request may be about to submit it.
    private static func patience(_ settings: ServiceSettings) -> Duration {
        max(.seconds(settings.orphanSeconds), .milliseconds(2 * settings.verdictTimeoutMilliseconds))
    }

    private static func restore(
        _ state: inout SupervisorState<TicketReference>, from store: StoreWriter, _ logger: Logger
    ) throws(StoreError) {
        let now = Moment.now()
        var count = 0
        state.restore(rules: try store.rules())
        state.restore(uses: try store.uses(day: now.wall.day), at: now)
        state.restore(quarantine: try store.quarantine())
        state.restore(weights: try store.weights())
        state.restore(costs: try store.costs())
        state.expect(jobs: try store.unsettledCount())
        let unreadable = try store.forEachUnsettled { job in
            state.restore(job, at: now)
            count += 1
        }
        for row in unreadable { logger.critical("a job that cannot be read is left as it is: \(row)") }
        logger.notice("\(count) jobs wait from before")
    }

    private static func makeCommands(
        _ settings: ServiceSettings
    ) throws(SharedMemoryError) -> CommandConsumer {
        try CommandConsumer.create(
            instance: settings.instance, slots: settings.ringSlots, doorbellPath: settings.doorbellPath)
    }

    /// Works until SIGTERM or SIGINT, then lets jobs that run end for a while, brings what is open to the disk and removes the segments.
    package func run() throws {
        writer.start()
        sweeper.start()
        retention.start()
        folders.start()
        readRules()
        tell([])
        logger.notice("the supervisor is ready")
        // Before there are threads that speak to others: looking up a host loads libraries.
        platform_release_file_pages()
        outbound.start()
        publisher.start()
        while !(state.isStopping && state.isSettled) {
            collect(from: wait())
            tell(takePending())
            check()
        }
        shutDown()
    }

    private func shutDown() {
        forkservers = [:]
        processors = [:]
        sweeper.close()
        retention.close()
        folders.close()
        outbound.close()
        publisher.publish(state.releaseAllParked())
        publisher.close()
        do throws(StoreError) {
            try writer.close()
        } catch {
            logger.warning("the store's log could not be folded into it: \(error)")
        }
        for problem in [commands.retire(), scoreboard.retire()] {
            if let problem { logger.error("a segment stays in /dev/shm: \(problem)") }
        }
        logger.notice("the supervisor has stopped")
    }

    private func tell(_ events: [SupervisorEvent<TicketReference>]) {
        for action in state.handle(events, at: .now()) { perform(action) }
    }

    private func takePending() -> [SupervisorEvent<TicketReference>] {
        defer { pending.removeAll(keepingCapacity: true) }
        return pending
    }

    func later(_ event: SupervisorEvent<TicketReference>) {
        pending.append(event)
    }

    private func perform(_ action: SupervisorAction<TicketReference>) {
        switch action {
        case .answer(let ticket, let verdict): commands.answer(ticket, verdict: verdict.rawValue)
        case .explain(let ticket, let explanation):
            commands.answer(ticket, verdict: Verdict.accepted.rawValue, with: explanation.wireBytes)
        case .commit(let changes): writer.commit(changes)
        case .startForkserver(let equipment): startForkserver(equipment)
        case .endForkserver(let equipment): forkservers[equipment] = nil
        case .fork(let slot): fork(slot)
        case .assign(let slot, let assignment): assign(assignment, to: slot)
        case .lend(let slot, let loan): processors[slot]?.send(loan)
        case .kill(let slot, let pid): ask(.kill(slot: slot, pid: pid), about: slot)
        case .hangUp(let slot): processors[slot] = nil
        case .release(let slot): release(slot)
        case .removeFiles(let id): sweeper.remove(id)
        case .runErrand(let assignment): outbound.run(assignment)
        case .dropErrand(let id): outbound.drop(id)
        case .deliver: outbound.deliver()
        case .deliveriesRecorded(let deliveries): outbound.recorded(deliveries)
        case .publish(let notices): publisher.publish(notices)
        case .log(let level, let message, let subject):
            logger.log(level: level, "\(message)", metadata: subject?.metadata)
        }
    }
}

/// Waiting and collecting.
extension Supervisor {
    /// Sleeps until a descriptor is readable or something falls due; the descriptors that are readable.
    private func wait() -> Set<Int32> {
        let mayWait = pending.isEmpty && commands.prepareToSleep()
        var watched = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let time = mayWait ? waitMilliseconds() : shortWaitMilliseconds
        let count = unsafe poll(&watched, nfds_t(watched.count), time)
        if mayWait {
            commands.wake()
            emptyTurns = 0
        }
        return count > 0 ? Set(watched.lazy.filter { $0.revents != 0 }.map(\.fd)) : []
    }

    /// When the ring shows claims but gave no records, a responder is about to publish, or died there.
    /// Most publish within microseconds: a pause before looking again would be most of what a submission takes.
    private var shortWaitMilliseconds: Int32 { pending.isEmpty && emptyTurns > Self.patientTurns ? 1 : 0 }

    private var descriptors: [Int32] {
        var all = [
            commands.doorbell, writer.finished.descriptor, folders.noticed.descriptor,
            outbound.finished.descriptor, signals.descriptor,
        ]
        all += forkservers.values.map(\.control)
        all += processors.values.map(\.descriptor)
        return all
    }

    private func waitMilliseconds() -> Int32 {
        let longest = Self.checkInterval
        guard let deadline = state.nextDeadline else { return Int32(longest / .milliseconds(1)) }
        let left = max(.zero, min(longest, deadline - Moment.now().monotonic))
        return Int32((left / .milliseconds(1)).rounded(.up))
    }

    private func collect(from readable: Set<Int32>) {
        if readable.contains(signals.descriptor) { collectSignals() }
        if readable.contains(writer.finished.descriptor) { collectCommit() }
        if readable.contains(folders.noticed.descriptor) { collectOverfull() }
        if readable.contains(outbound.finished.descriptor) { collectOutbound() }
        for (slot, processor) in processors where readable.contains(processor.descriptor) {
            collectReport(from: processor, slot)
        }
        for forkserver in forkservers.values where readable.contains(forkserver.control) {
            collectEvents(from: forkserver)
        }
        collectCommands()
        collectExpired()
    }

    private func collectExpired() {
        guard !state.isExpiring, !state.isStopping else { return }
        let expired = retention.takeExpired(limit: SupervisorState<TicketReference>.expiryLimit)
        if !expired.isEmpty { later(.expired(expired)) }
        if let last = retention.takeForgettable() { later(.forgettable(last)) }
    }

    private func collectSignals() {
        while let signal = signals.take() {
            if signal == SIGHUP { readSettingsAgain() } else { later(.stop) }
        }
    }

    private func readSettingsAgain() {
        do {
            let processors = try reload().processors
            logger.notice("settings read again: \(processors) jobs may run at once")
            later(.resized(processors: processors))
        } catch {
            logger.error("settings cannot be read again, those from before stay: \(error)")
        }
        readRules()
    }

    private func readRules() {
        do throws(RulesFile.Failure) {
            if let rules = try RulesFile(settings).read() { later(.rulesFile(rules)) }
        } catch {
            logger.error("the rules file does not count, the rules from before stay: \(error)")
        }
    }

    private func collectCommit() {
        switch writer.takeResult() {
        case nil: return
        case .success(let result): later(.committed(result))
        case .failure(let error):
            if error.code == .illegalChange, let change = error.change {
                later(.commitRefused(change: change, reason: error.privateDetail))
            } else {
                later(.commitFailed(reason: "\(error)"))
            }
        }
    }

    private func collectCommands() {
        let now = Moment.now().monotonic
        let drained = commands.drain(limit: Self.drainLimit, now: now) { ticket, record in
            do throws(WireError) {
                later(.command(try Command(wireBytes: record), ticket))
            } catch {
                later(.unreadableCommand(ticket))
            }
        }
        emptyTurns = drained == 0 ? emptyTurns &+ 1 : 0
    }

    /// Heartbeat, counters, and whether someone has removed the segments.
    private func check() {
        let now = Moment.now().monotonic
        guard now - lastCheck >= Self.checkInterval else { return }
        lastCheck = now
        commands.beat(now: now)
        keepSegments()
        collectAudience()
        publishCounters(now)
        for (slot, job) in state.held { look(at: slot, job) }
        watchDisk(now)
    }

    /// What cannot be mended now, without descriptors or room in /dev/shm, is tried again at the next check: the
    /// supervisor goes on with the segments that it has.
    private func keepSegments() {
        let problems = [Self.problem(keepScoreboard), Self.problem(keepCommands)].compactMap(\.self)
        defer { segmentProblems = problems }
        guard problems != segmentProblems else { return }
        for problem in problems { logger.error("a segment cannot be looked after, trying again: \(problem)") }
    }

    private static func problem(_ keep: () throws(SharedMemoryError) -> Void) -> SharedMemoryError? {
        do throws(SharedMemoryError) {
            try keep()
            return nil
        } catch {
            return error
        }
    }

    private func keepCommands() throws(SharedMemoryError) {
        guard try !commands.isLinked() else { return }
        logger.error("the command segment was removed from /dev/shm; making it anew")
        commands.retire()
        commands = try Self.makeCommands(settings)
    }

    private func watchDisk(_ now: Duration) {
        guard disk.isDue(now) else { return }
        do throws(SpoolError) {
            let room = try spool.room()
            state.diskHasRoom = !room.isNearlyFull
            guard let news = disk.note(room) else { return }
            logger.log(level: news.level, "\(news.message)")
        } catch {
            logger.warning("the room on the disk is not known: \(error)")
        }
    }

    private func publishCounters(_ now: Duration) {
        let (waiting, running, alive) = state.counts
        var counters = QueueCounters(
            waiting: waiting, running: running, processorsAlive: alive, processorsWanted: state.wanted,
            forkserverReady: Equipment.allCases.allSatisfy { forkservers[$0]?.isReady ?? false }, beat: now)
        state.describe(&counters, at: .now())
        let events = publisher.counts
        (counters.eventsPublished, counters.eventsDropped) = (events.published, events.dropped)
        scoreboard.publish(counters)
        scoreboard.publish(state.measures(at: .now()))
        if let shares = state.takeShares(now) { scoreboard.publish(shares) }
    }
}
