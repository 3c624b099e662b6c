internal import Glibc

/// The listening Unix socket that all responders accept from. It belongs to the launcher, so that connections wait
/// in it while a responder is started again.
struct ResponderSocket: ~Copyable {
    private static let backlog: Int32 = 1024

    let descriptor: Int32

    /// Listens at `path`, in place of whatever lies there.
    init(path: String) throws(LaunchError) {
        descriptor = try Self.listen(path)
    }

    deinit {
        close(descriptor)
    }

    private static func listen(_ path: String) throws(LaunchError) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw LaunchError(path, errno: errno) }
        unsafe unlink(path)
        guard bind(descriptor, path), unsafe chmod(path, 0o600) == 0, Glibc.listen(descriptor, backlog) == 0
        else {
            let code = errno
            close(descriptor)
            throw LaunchError("The responders' socket \(path)", errno: code)
        }
        return descriptor
    }

    private static func bind(_ descriptor: Int32, _ path: String) -> Bool {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else {
            errno = ENAMETOOLONG
            return false
        }
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.bind(descriptor, $0, size)
            }
        } == 0
    }
}
