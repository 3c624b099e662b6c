import CPlatform
import Glibc
import Jobs
import SharedRing
import Testing

/// The real `platen-processor`, with the test in the supervisor's place. Ends with everything it started.
final class TestForkserver {
    /// Anything that takes longer is an error of the test, not slowness: processors give way to all other tests.
    static let patience = Duration.seconds(300)

    let scoreboard: ScoreboardOwner
    let pid: pid_t
    private(set) var control: Int32
    /// Events that came while another one was waited for.
    private var kept: [(event: ForkserverEvent, descriptor: Int32)] = []
    private var isReaped = false

    /// Starts the program; it is not configured yet.
    init(environment: [String: String] = [:], slots: Int = 4, equipment: Equipment = .models) throws {
        scoreboard = try ScoreboardOwner.create(
            instance: "test-\(getpid())-\(UInt32.random(in: 0...UInt32.max))", slots: slots)
        var pair: [Int32] = [-1, -1]
        let type = Int32(SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue)
        try #require(unsafe socketpair(AF_UNIX, type, 0, &pair) == 0)
        control = pair[0]
        pid = try Self.spawn(
            equipment, control: pair[1], scoreboard: scoreboard.descriptor, environment)
        close(pair[1])
    }

    deinit {
        hangUp()
        for entry in kept where entry.descriptor >= 0 { close(entry.descriptor) }
        if !isReaped { _ = wait() }
        scoreboard.retire()
    }

    /// Closes the control socket.
    func hangUp() {
        if control >= 0 { close(control) }
        control = -1
    }

    /// Waits for the forkserver's end.
    func wait() -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
        isReaped = true
        return status
    }

    func send(_ request: ForkserverRequest) throws {
        try #require(Self.send(request.wireBytes, on: control) == 0)
    }

    static func send(_ bytes: [UInt8], on socket: Int32) -> Int32 {
        unsafe platform_send_packet(socket, bytes, bytes.count, -1)
    }

    /// The next event that `accept` takes; others are kept.
    func event(_ accept: (ForkserverEvent) -> Bool) throws -> (event: ForkserverEvent, descriptor: Int32) {
        if let index = kept.firstIndex(where: { accept($0.event) }) { return kept.remove(at: index) }
        while true {
            let (bytes, descriptor) = try Self.receive(control)
            let event = try ForkserverEvent(wireBytes: bytes)
            if accept(event) { return (event, descriptor) }
            kept.append((event, descriptor))
        }
    }

    /// Waits until the models are loaded, and tells what the kernel lacks.
    func waitUntilReady() throws -> [String] {
        guard case .ready(let missing, _) = try event({ if case .ready = $0 { true } else { false } }).event
        else {
            return []
        }
        return missing
    }

    /// Forks a processor for `slot`.
    func fork(slot: Int) throws -> TestProcessor {
        try send(.fork(slot: slot))
        let (event, descriptor) = try event {
            switch $0 {
            case .forked(slot, _), .forkFailed(slot, _): true
            default: false
            }
        }
        guard case .forked(_, let pid) = event else { throw Unexpected(event: event) }
        return TestProcessor(slot: slot, pid: pid, socket: descriptor)
    }

    /// Waits for the end of a processor.
    func exit(of processor: TestProcessor) throws -> Int32 {
        let (event, _) = try event {
            if case .exited(processor.slot, processor.pid, _, _, _) = $0 { true } else { false }
        }
        guard case .exited(_, _, let status, _, _) = event else { throw Unexpected(event: event) }
        return status
    }

    struct Unexpected: Error {
        var event: ForkserverEvent?
    }

    /// The next packet, empty when the other end is closed or was cut off.
    static func receive(_ socket: Int32) throws -> ([UInt8], descriptor: Int32) {
        var entry = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        let found = unsafe poll(&entry, 1, Int32(patience / .milliseconds(1)))
        try #require(found == 1, "nothing came in time")
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var descriptor: Int32 = -1
        let count = unsafe platform_receive_packet_and_descriptor(socket, &bytes, bytes.count, &descriptor)
        return (Array(bytes.prefix(max(0, count))), descriptor)
    }

    private static func spawn(
        _ equipment: Equipment, control: Int32, scoreboard: Int32, _ environment: [String: String]
    ) throws -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        // Copies high up, so that putting one in its place does not overwrite the other.
        let copies = [control, scoreboard].map { fcntl($0, F_DUPFD_CLOEXEC, 50) }
        defer { for copy in copies { close(copy) } }
        for (place, copy) in copies.enumerated() {
            unsafe posix_spawn_file_actions_adddup2(&actions, copy, Int32(3 + place))
        }
        unsafe _ = platform_spawn_without_from(&actions, 5)
        let path = try Programs.path("platen-processor")
        var arguments = unsafe [strdup(path), strdup(equipment.rawValue), nil]
        var variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
        defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
        var pid: pid_t = 0
        let error = unsafe posix_spawn(&pid, path, &actions, nil, &arguments, &variables)
        try #require(error == 0, "cannot start \(path)")
        return pid
    }
}
