import CPlatform
import Glibc

/// The listening socket, which several threads of several processes share. Each thread waits through an epoll
/// descriptor of its own with EPOLLEXCLUSIVE, so that a connection wakes one thread and not all of them.
final class Listener: Sendable {
    /// What `wait` ended with.
    enum Event: Hashable {
        /// A connection is there, unless another thread was quicker.
        case connection
        case stop
    }

    let descriptor: Int32
    private let stop: StopSignal
    /// By thread.
    private let watches: [Int32]

    /// Sets the socket to non-blocking: a connection that another thread took must not hold this one.
    /// - Throws: `SystemCallError`, also when `descriptor` is not open.
    init(descriptor: Int32, stop: StopSignal, threads: Int) throws(SystemCallError) {
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else {
            throw SystemCallError("fcntl of the listening socket")
        }
        let watches = (0..<threads).map { _ in platform_watch_listener(descriptor, stop.descriptor) }
        guard watches.allSatisfy({ $0 >= 0 }) else {
            for watch in watches where watch >= 0 { close(watch) }
            throw SystemCallError("epoll of the listening socket")
        }
        self.descriptor = descriptor
        self.stop = stop
        self.watches = watches
    }

    deinit {
        for watch in watches { close(watch) }
    }

    /// Blocks thread number `thread` until there is something to do.
    func wait(thread: Int) -> Event {
        platform_wait_for_connection(watches[thread]) == stop.descriptor ? .stop : .connection
    }

    /// Waits out a failure of the machine, such as no free descriptors.
    func pause(milliseconds: Int32) {
        var watched = pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&watched, 1, milliseconds)
    }
}
