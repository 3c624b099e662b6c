internal import Glibc

/// The service manager that started this program, if it asked to be told how that goes: sd_notify(3).
struct ServiceManager {
    /// What it can be told.
    enum State: String {
        case ready = "READY=1"
        case stopping = "STOPPING=1"
    }

    private let socketPath: String?

    /// Takes its socket from `environment`; one without a path in the file system is not told.
    init(environment: [String: String]) {
        socketPath = environment["NOTIFY_SOCKET"].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    /// One that is gone is not told, which hurts nobody.
    func tell(_ state: State) {
        guard let socketPath, let address = UnixAddress(socketPath) else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard address.connect(descriptor) == 0 else { return }
        let message = Array(state.rawValue.utf8)
        _ = unsafe send(descriptor, message, message.count, Int32(MSG_NOSIGNAL))
    }
}
