import CPlatform
import Glibc

/// Signals as something to poll for. They stay blocked for the whole process, so that they arrive nowhere else.
struct SignalDescriptor: ~Copyable {
    let descriptor: Int32

    /// - Throws: `SupervisorError` when no descriptor can be had.
    /// - Precondition: called before the first thread is started; threads inherit the mask.
    init(_ signals: [Int32]) throws(SupervisorError) {
        var set = sigset_t()
        unsafe sigemptyset(&set)
        for signal in signals { unsafe sigaddset(&set, signal) }
        unsafe pthread_sigmask(SIG_BLOCK, &set, nil)
        descriptor = unsafe signalfd(-1, &set, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
        guard descriptor >= 0 else { throw SupervisorError("no signal descriptor: errno \(errno)") }
    }

    deinit {
        close(descriptor)
    }

    /// Takes a signal that has arrived; nil when there is none.
    func take() -> Int32? {
        var information = signalfd_siginfo()
        let size = MemoryLayout<signalfd_siginfo>.size
        guard unsafe read(descriptor, &information, size) == size else { return nil }
        return Int32(information.ssi_signo)
    }
}
