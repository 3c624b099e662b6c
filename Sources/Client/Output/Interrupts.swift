internal import Glibc

/// Ctrl-C and its like, which arrive where they are waited for instead of ending the process.
package struct Interrupts: Sendable {
    private var signals = sigset_t()

    /// Holds the signals back from this thread and those that it starts. A closed pipe is no reason to end.
    package init() {
        unsafe sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGHUP] { unsafe sigaddset(&signals, number) }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Waits for `timeout`, or until an end is asked for: then true.
    package func came(within timeout: Duration) -> Bool {
        let parts = max(timeout, .zero).components
        var time = timespec(tv_sec: Int(parts.seconds), tv_nsec: Int(parts.attoseconds / 1_000_000_000))
        var signals = signals
        return unsafe sigtimedwait(&signals, nil, &time) > 0
    }
}
