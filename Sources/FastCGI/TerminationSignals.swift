import Glibc

/// The signals that end a service: SIGTERM, and SIGINT from a terminal.
package enum TerminationSignals {
    /// Keeps them from ending the process at once. Call before any thread is started: threads inherit it.
    package static func hold() {
        var signals = set
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    /// Returns when one of them has come.
    package static func wait() {
        var signals = set
        var received: Int32 = 0
        while unsafe sigwait(&signals, &received) != 0 {}
    }

    private static var set: sigset_t {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, SIGTERM)
        unsafe sigaddset(&signals, SIGINT)
        return signals
    }
}
