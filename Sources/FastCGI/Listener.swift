import Glibc
import Synchronization

/// The listening socket, which several processes may share. One thread of this process at a time waits for it, so
/// that a connection does not wake them all.
final class Listener: Sendable {
    /// What `wait` ended with.
    enum Event: Hashable {
        /// A connection is there, unless another process was quicker.
        case connection
        case stop
    }

    let descriptor: Int32
    private let stop: StopSignal
    private let turn = Mutex(())

    /// Sets the socket to non-blocking: a connection that another process took must not hold a thread.
    /// - Throws: `SystemCallError`, also when `descriptor` is not open.
    init(descriptor: Int32, stop: StopSignal) throws(SystemCallError) {
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else {
            throw SystemCallError("fcntl of the listening socket")
        }
        self.descriptor = descriptor
        self.stop = stop
    }

    func wait() -> Event {
        turn.withLock { _ in
            var watched = [
                pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            ]
            while unsafe poll(&watched, nfds_t(watched.count), -1) < 0 {}
            return watched[0].revents == 0 ? .connection : .stop
        }
    }

    /// Waits out a failure of the machine, such as no free descriptors.
    func pause(milliseconds: Int32) {
        var watched = pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&watched, 1, milliseconds)
    }
}
