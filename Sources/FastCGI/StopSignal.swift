import Glibc

/// Tells any number of threads that sit in `poll` to stop: a pipe that becomes readable and stays so.
final class StopSignal: Sendable {
    /// For `poll`: readable once `send` was called.
    let descriptor: Int32
    private let sender: Int32

    /// - Throws: `SystemCallError`.
    init() throws(SystemCallError) {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { throw SystemCallError("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        sender = ends[1]
    }

    deinit {
        close(descriptor)
        close(sender)
    }

    /// May be called more than once; nothing ever reads the bytes.
    func send() {
        var byte: UInt8 = 1
        _ = unsafe write(sender, &byte, 1)
    }
}
