import CPlatform
import Glibc
import Jobs

/// The supervisor's end of the forkserver: its process, and the socket on which the two speak, one message a
/// packet.
final class Forkserver {
    let equipment: Equipment
    let control: Int32
    let pid: pid_t
    var isReady = false

    /// Starts `platen-processor` and configures it.
    /// - Parameters:
    ///   - program: path of `platen-processor`.
    ///   - equipment: what it loads.
    ///   - scoreboard: descriptor of the scoreboard segment.
    ///   - models: what it loads where its equipment has models.
    ///   - settings: the first message.
    /// - Throws: `SupervisorError` when it cannot be started.
    init(
        program: String, equipment: Equipment, scoreboard: Int32, models: LanguageModels,
        settings: ProcessorSettings
    ) throws(SupervisorError) {
        self.equipment = equipment
        let (ours, theirs) = try Self.socketPair()
        defer { close(theirs) }
        do throws(SupervisorError) {
            pid = try Self.spawn(
                [program, equipment.rawValue] + models.arguments, control: theirs, scoreboard: scoreboard)
        } catch {
            close(ours)
            throw error
        }
        control = ours
        // A forkserver that hangs must not make the event loop wait.
        let flags = fcntl(ours, F_GETFL)
        guard flags >= 0, fcntl(ours, F_SETFL, flags | O_NONBLOCK) == 0, send(.configure(settings))
        else { throw SupervisorError("the forkserver cannot be configured: errno \(errno)") }
    }

    /// Closing the socket ends the forkserver and all its processors; what does not end is killed.
    deinit {
        close(control)
        kill(pid, SIGKILL)
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
    }

    /// Sends a request, without waiting.
    /// - Returns: false when the forkserver is gone, or has left so many requests lying that it takes no more.
    func send(_ request: ForkserverRequest) -> Bool {
        let bytes = request.wireBytes
        return unsafe platform_send_packet(control, bytes, bytes.count, -1) == 0
    }

    /// What `receive` finds.
    enum Received {
        case event(ForkserverEvent, descriptor: Int32?)
        case nothing
        /// The forkserver has ended, or speaks another version's language.
        case ended
    }

    /// The next packet, without waiting. A descriptor that comes with it belongs to the caller.
    func receive() -> Received {
        var bytes = [UInt8](repeating: 0, count: ForkserverEvent.maximumBytes)
        var descriptor: Int32 = -1
        let count = unsafe platform_receive_packet_and_descriptor(control, &bytes, bytes.count, &descriptor)
        guard count != -1 else { return .nothing }
        do throws(WireError) {
            let event = try ForkserverEvent(wireBytes: Array(bytes.prefix(max(0, count))))
            return .event(event, descriptor: descriptor >= 0 ? descriptor : nil)
        } catch {
            if descriptor >= 0 { close(descriptor) }
            return .ended
        }
    }

    private static func socketPair() throws(SupervisorError) -> (ours: Int32, theirs: Int32) {
        var pair: [Int32] = [-1, -1]
        let type = Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue)
        guard unsafe socketpair(AF_UNIX, type, 0, &pair) == 0 else {
            throw SupervisorError("no socket for the forkserver: errno \(errno)")
        }
        return (pair[0], pair[1])
    }
}
