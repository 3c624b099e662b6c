internal import Glibc

/// Waits for signals on the thread that calls it instead of being interrupted by them.
struct SignalWaiter {
    /// Those that are waited for, beside the end of a child.
    private static let signals = [SIGTERM, SIGINT, SIGHUP]

    /// Whether SIGHUP says that the terminal is gone. Without a terminal it asks to read the settings again.
    private let hasTerminal = isatty(STDIN_FILENO) == 1

    private var signals = sigset_t()

    /// Blocks the signals for this thread and those it starts. A closed pipe is no reason to end.
    init() {
        unsafe sigemptyset(&signals)
        for number in Self.signals + [SIGCHLD] { unsafe sigaddset(&signals, number) }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// What a signal asks for.
    enum Wish: Hashable {
        case stop
        case reload
        /// To look for children that have ended.
        case reap
    }

    /// What the signal asks for that came, or nil after `timeout`.
    func wish(within timeout: Duration) -> Wish? {
        switch wait(timeout) {
        case nil: nil
        case SIGCHLD: .reap
        case SIGHUP where !hasTerminal: .reload
        default: .stop
        }
    }

    /// The signal that came, or nil after `timeout`.
    private func wait(_ timeout: Duration) -> Int32? {
        let parts = max(timeout, .zero).components
        var time = timespec(tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
        var signals = signals
        let number = unsafe sigtimedwait(&signals, nil, &time)
        return number > 0 ? number : nil
    }
}
