internal import Glibc

/// Waits for signals on the thread that calls it instead of being interrupted by them.
struct SignalWaiter {
    /// Those that ask this process to stop.
    static let stopSignals = [SIGTERM, SIGINT, SIGHUP]

    private var signals = sigset_t()

    /// Blocks the signals for this thread and those it starts. A closed pipe is no reason to end.
    init() {
        unsafe sigemptyset(&signals)
        for number in Self.stopSignals + [SIGCHLD] { unsafe sigaddset(&signals, number) }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// The signal that came, or nil after `timeout`.
    func wait(_ timeout: Duration) -> Int32? {
        let parts = max(timeout, .zero).components
        var time = timespec(tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
        var signals = signals
        let number = unsafe sigtimedwait(&signals, nil, &time)
        return number > 0 ? number : nil
    }
}
