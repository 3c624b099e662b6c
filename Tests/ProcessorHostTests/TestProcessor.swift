import Glibc
import Jobs
import Testing

/// A forked processor and the supervisor's end of its socket.
final class TestProcessor {
    let slot: Int
    let pid: pid_t
    private var socket: Int32

    init(slot: Int, pid: pid_t, socket: Int32) {
        self.slot = slot
        self.pid = pid
        self.socket = socket
    }

    deinit {
        hangUp()
    }

    func hangUp() {
        if socket >= 0 { close(socket) }
        socket = -1
    }

    func assign(_ assignment: Assignment) throws {
        try tell(assignment)
    }

    func tell(_ message: some WireCodable) throws {
        try #require(TestForkserver.send(message.wireBytes, on: socket) == 0)
    }

    /// The report; nil when the processor ended without one.
    func report() throws -> Report? {
        let (bytes, _) = try TestForkserver.receive(socket)
        return bytes.isEmpty ? nil : try Report(wireBytes: bytes)
    }
}
