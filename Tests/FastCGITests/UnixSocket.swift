import Glibc

/// Unix sockets at a path.
enum UnixSocket {
    static func listening(at path: String) throws -> Int32 {
        let descriptor = try open()
        guard unsafe withAddress(path, { unsafe bind(descriptor, $0, $1) }) == 0, listen(descriptor, 64) == 0
        else {
            throw ClientError("listen: errno \(errno)")
        }
        return descriptor
    }

    /// A connection whose reads give up after 20 seconds.
    static func connected(to path: String) throws -> Int32 {
        let descriptor = try open()
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        guard unsafe withAddress(path, { unsafe connect(descriptor, $0, $1) }) == 0 else {
            throw ClientError("connect: errno \(errno)")
        }
        return descriptor
    }

    private static func open() throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ClientError("socket: errno \(errno)") }
        return descriptor
    }

    private static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32)
        -> Int32
    {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        return unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
