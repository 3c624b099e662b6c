import CPlatform
import Glibc
import ImageText
import Jobs
import SharedRing
import Spool

/// One warm processor: a forked process that takes one assignment, reports once, and ends.
final class Processor {
    private let slot: Int
    private let forkserverSocket: PacketSocket
    private let settings: ProcessorSettings
    private let work: WorkTable
    private let hooks: CrashHooks

    /// Where the child keeps its end of the socket.
    private static let socket = PacketSocket(descriptor: Forkserver.controlDescriptor)

    init(slot: Int, socket: PacketSocket, settings: ProcessorSettings, work: WorkTable, hooks: CrashHooks) {
        self.slot = slot
        forkserverSocket = socket
        self.settings = settings
        self.work = work
        self.hooks = hooks
    }

    /// Starts the process.
    /// - Returns: its id, or a negative errno.
    func fork() -> pid_t {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        return unsafe platform_fork(
            { context in
                guard let context = unsafe context else { return }
                unsafe Unmanaged<Processor>.fromOpaque(context).takeUnretainedValue().live()
            }, context)
    }

    /// The child's whole life.
    private func live() -> Never {
        // The forkserver's control socket gives way to this processor's own.
        dup2(forkserverSocket.descriptor, Self.socket.descriptor)
        platform_close_from(Forkserver.scoreboardDescriptor + 1)
        let scoreboard = openScoreboard()
        close(Forkserver.scoreboardDescriptor)
        guard let bytes = Self.socket.waitForPacket() else { _exit(ProcessorExitStatus.success) }
        do throws(WireError) {
            serve(try Assignment(wireBytes: bytes), scoreboard)
        } catch {
            Log.write("an assignment that cannot be read: the supervisor is of another version")
            _exit(ProcessorExitStatus.malformedMessage)
        }
        _exit(ProcessorExitStatus.success)
    }

    private func openScoreboard() -> ScoreboardWriter {
        do throws(SharedMemoryError) {
            return try ScoreboardWriter(descriptor: Forkserver.scoreboardDescriptor, slot: slot)
        } catch {
            Log.write("no slot \(slot) of the scoreboard: \(error)")
            _exit(ProcessorExitStatus.trouble)
        }
    }

    private func serve(_ assignment: Assignment, _ scoreboard: ScoreboardWriter) {
        Log.trace("job \(assignment.id) is in this process", assignment.logFields)
        let monitor = ScoreboardMonitor(scoreboard, socket: Self.socket) { [work] in work.heed($0) }
        monitor.begin(assignment)
        let (outcome, privateDetail) = perform(assignment, monitor)
        let report = Report(
            outcome, ProcessCost.ofThisProcess(), monitor.progress, privateDetail: privateDetail)
        let error = Self.socket.send(report.wireBytes)
        monitor.end()
        guard error == 0 else { _exit(ProcessorExitStatus.trouble) }
    }

    /// - Returns: how the job ended, and what the log is to know of it.
    private func perform(
        _ assignment: Assignment, _ monitor: ScoreboardMonitor
    ) -> (Outcome, privateDetail: String?) {
        let spool = Spool(folder: settings.spoolFolder)
        do throws(Problem) {
            if assignment.image?.format == .pdf { try PDFLibrary.load() }
            try Enclosure(settings: settings, assignment: assignment).enter(
                folder: spool.folder(of: assignment.id), readable: work.folders(for: assignment)
            ) { work.startThreads(for: assignment) }
            if hooks.apply(to: assignment) { raise(SIGSEGV) }
            while hooks.stalls(assignment) { sleep(1) }
            let results = SpoolSink(spool.resultWriter(for: assignment.id, attempt: assignment.attempt))
            let result = try work.work(for: assignment.kind).run(
                JobRun(
                    assignment: assignment,
                    inputPath: assignment.image.map { spool.path(of: $0.fileName, in: assignment.id) } ?? "",
                    textPath: assignment.options.textBytes.map { _ in
                        spool.path(of: InputText.fileName, in: assignment.id)
                    },
                    limits: imageLimits, results: results, monitor: monitor))
            if !result.files.isEmpty { try results.finish() }
            return (.completed(result), nil)
        } catch {
            return (.failed(error.code, detail: String(error.detail.prefix(1000))), error.privateDetail)
        }
    }

    /// Half of the memory is for the decoder, the rest for what is done with the image.
    private var imageLimits: ImageLimits {
        ImageLimits(
            maximumPixels: settings.maximumPixels, maximumDecoderBytes: settings.memoryBytes / 2,
            maximumPages: settings.maximumPages)
    }
}

extension Assignment {
    /// What the log says it is about.
    fileprivate var logFields: [LogLine.Field] {
        let known = [LogLine.Field("job", "\(id)"), LogLine.Field("attempt", "\(attempt)")]
        return known + (requestID.map { [LogLine.Field("request_id", "\($0)")] } ?? [])
    }
}
