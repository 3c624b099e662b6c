internal import Glibc

/// The listening Unix socket that all responders accept from. It belongs to the launcher that runs nginx, so that
/// connections wait in it while a responder is started again.
struct ResponderSocket: ~Copyable {
    private static let backlog: Int32 = 1024

    let descriptor: Int32

    /// Listens at `path`, in place of whatever lies there.
    init(path: String) throws(LaunchError) {
        descriptor = try Self.listen(path, SOCK_STREAM, what: "The responders' socket")
    }

    deinit {
        close(descriptor)
    }

    /// A socket that listens at `path`, for its owner alone.
    static func listen(_ path: String, _ kind: __socket_type, what: String) throws(LaunchError) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw LaunchError(path, errno: errno) }
        unsafe unlink(path)
        guard let address = UnixAddress(path), address.bind(descriptor) == 0,
            unsafe chmod(path, 0o600) == 0, Glibc.listen(descriptor, backlog) == 0
        else {
            let code = errno
            close(descriptor)
            throw LaunchError("\(what) \(path)", errno: code)
        }
        return descriptor
    }
}
