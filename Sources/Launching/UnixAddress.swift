internal import Glibc

/// The address of a Unix socket.
struct UnixAddress {
    private var name = sockaddr_un()

    /// Nil, with `errno` set, when the path is too long for one.
    init?(_ path: String) {
        name.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: name.sun_path) else {
            errno = ENAMETOOLONG
            return nil
        }
        unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
    }

    /// 0, or -1 with `errno` set.
    func bind(_ descriptor: Int32) -> Int32 { unsafe pass { unsafe Glibc.bind(descriptor, $0, $1) } }

    /// The same for connecting to it.
    func connect(_ descriptor: Int32) -> Int32 { unsafe pass { unsafe Glibc.connect(descriptor, $0, $1) } }

    private func pass(_ call: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        unsafe withUnsafePointer(to: name) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe call($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
