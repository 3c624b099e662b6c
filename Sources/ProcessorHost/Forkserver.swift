import CPlatform
import Glibc
import ImageText
import Jobs

/// Forks warm processors on request and tells of their ends. One thread; it never touches an image itself.
final class Forkserver {
    static let controlDescriptor: Int32 = 3
    static let scoreboardDescriptor: Int32 = 4

    private let control = PacketSocket(descriptor: controlDescriptor)
    private let work: WorkTable
    private let equipment: Equipment
    private let hooks = CrashHooks(environment: { name in
        unsafe getenv(name).map { unsafe String(cString: $0) }
    })
    private var settings: ProcessorSettings?
    /// The process of each slot that has one which is not reaped.
    private var processors: [Int: pid_t] = [:]

    init(work: WorkTable, equipment: Equipment) {
        self.work = work
        self.equipment = equipment
    }

    /// Serves until the control socket is closed; then kills the processors that are left.
    /// - Returns: the exit status.
    func run() -> Int32 {
        Log.prepare()
        let signals = platform_child_signals()
        let error = platform_quiet_standard_streams(1)
        guard signals >= 0, error == 0 else {
            Log.write("cannot set up signals and streams: errno \(max(-signals, error))")
            return ProcessorExitStatus.trouble
        }
        tell(.ready(missing: Enclosure.missingDefences, lendable: work.lendable))
        let status = serve(signals)
        endAll()
        return status
    }

    private func serve(_ signals: Int32) -> Int32 {
        while true {
            PacketSocket.wait(for: [control.descriptor, signals])
            platform_drain_child_signals(signals)
            reap()
            switch control.receive() {
            case .nothing: continue
            case .closed: return ProcessorExitStatus.success
            case .packet(let bytes): guard obey(bytes) else { return ProcessorExitStatus.malformedMessage }
            }
        }
    }

    private func obey(_ bytes: [UInt8]) -> Bool {
        do throws(WireError) {
            switch try ForkserverRequest(wireBytes: bytes) {
            case .configure(let settings): configure(settings)
            case .fork(let slot): fork(slot)
            case .kill(let slot, let pid): if processors[slot] == pid { kill(pid, SIGKILL) }
            }
            return true
        } catch {
            Log.write("a request that cannot be read: the supervisor is of another version")
            return false
        }
    }

    private func configure(_ settings: ProcessorSettings) {
        self.settings = settings
        Rehearsal(work: work, equipment: equipment).perform(spoolFolder: settings.spoolFolder)
        platform_release_file_pages()
    }

    private func fork(_ slot: Int) {
        guard let settings else { return tell(.forkFailed(slot: slot, errno: EINVAL)) }
        guard processors[slot] == nil else { return tell(.forkFailed(slot: slot, errno: EBUSY)) }
        guard let (theirs, ours) = PacketSocket.pair() else {
            return tell(.forkFailed(slot: slot, errno: errno))
        }
        defer { for socket in [theirs, ours] { close(socket.descriptor) } }
        let processor = Processor(
            slot: slot, socket: ours, settings: settings, work: work, hooks: hooks)
        let pid = processor.fork()
        guard pid > 0 else { return tell(.forkFailed(slot: slot, errno: -pid)) }
        processors[slot] = pid
        tell(.forked(slot: slot, pid: pid), attaching: theirs.descriptor)
    }

    private func reap() {
        var exit = platform_exit()
        while unsafe platform_reap(&exit, 0) == 1 {
            guard let slot = processors.first(where: { $0.value == exit.pid })?.key else { continue }
            processors[slot] = nil
            tell(
                .exited(
                    slot: slot, pid: exit.pid, waitStatus: exit.status,
                    cpuMilliseconds: exit.cpu_milliseconds, peakMemoryKiB: exit.peak_memory_kib))
        }
    }

    private func endAll() {
        for pid in processors.values { kill(pid, SIGKILL) }
        var exit = platform_exit()
        while unsafe platform_reap(&exit, 1) == 1 {}
    }

    /// A message that does not arrive needs no answer here: the control socket is closed then, and the loop sees it.
    private func tell(_ event: ForkserverEvent, attaching descriptor: Int32? = nil) {
        _ = control.send(event.wireBytes, attaching: descriptor)
    }
}
