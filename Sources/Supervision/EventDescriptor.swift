internal import CPlatform
internal import Glibc

/// Tells the event loop, which polls its descriptor, that a thread has something for it.
struct EventDescriptor: ~Copyable, Sendable {
    /// Readable from a `signal` to the next `clear`.
    let descriptor: Int32

    /// - Throws: `SupervisorError` when no descriptor can be had.
    init() throws(SupervisorError) {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else { throw SupervisorError("no event descriptor: errno \(errno)") }
    }

    deinit {
        close(descriptor)
    }

    /// May be called from any thread, and more often than it is heard.
    func signal() {
        var one: UInt64 = 1
        unsafe _ = write(descriptor, &one, 8)
    }

    func clear() {
        var count: UInt64 = 0
        unsafe _ = read(descriptor, &count, 8)
    }
}
