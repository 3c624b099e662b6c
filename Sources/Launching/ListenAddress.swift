internal import Glibc
internal import Jobs

/// The address and port that nginx is going to listen on.
struct ListenAddress: Hashable {
    var address: String
    var port: Int

    private var isIPv6: Bool { address.contains(":") }

    /// `127.0.0.1:8080` or `[::1]:8080`.
    var text: String { isIPv6 ? "[\(address)]:\(port)" : "\(address):\(port)" }

    /// The same as this machine itself reaches it.
    var local: ListenAddress {
        let locals = ["0.0.0.0": "127.0.0.1", "::": "::1"]
        return ListenAddress(address: locals[address] ?? address, port: port)
    }

    /// Makes sure that the port can be had, and finds a free one for port 0.
    /// - Throws: `LaunchError` that says what to do.
    func claimed() throws(LaunchError) -> ListenAddress {
        let descriptor = socket(isIPv6 ? AF_INET6 : AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw LaunchError("A socket for \(text)", errno: errno) }
        defer { close(descriptor) }
        var yes: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor) else {
            let code = errno
            guard code == EADDRINUSE || code == EACCES else {
                throw LaunchError("Listening on \(text)", errno: code)
            }
            let reason = code == EADDRINUSE ? "is taken by another program" : "is not allowed to this user"
            throw LaunchError("Port \(port) of \(address) \(reason). Set PLATEN_PORT to a free one.")
        }
        return ListenAddress(address: address, port: port == 0 ? Self.boundPort(descriptor) : port)
    }

    private func bind(_ descriptor: Int32) -> Bool {
        if isIPv6 {
            var name = sockaddr_in6()
            name.sin6_family = sa_family_t(AF_INET6)
            name.sin6_port = in_port_t(UInt16(port).bigEndian)
            unsafe inet_pton(AF_INET6, address, &name.sin6_addr)
            return Self.bind(descriptor, &name)
        }
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = in_port_t(UInt16(port).bigEndian)
        unsafe inet_pton(AF_INET, address, &name.sin_addr)
        return Self.bind(descriptor, &name)
    }

    private static func bind<Name>(_ descriptor: Int32, _ name: inout Name) -> Bool {
        let size = socklen_t(MemoryLayout<Name>.size)
        return unsafe withUnsafeBytes(of: &name) { bytes in
            guard let pointer = unsafe bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
                return false
            }
            return unsafe Glibc.bind(descriptor, pointer, size) == 0
        }
    }

    /// The port is at the same place in both kinds of address.
    static func boundPort(_ descriptor: Int32) -> Int {
        var name = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        unsafe withUnsafeMutableBytes(of: &name) { bytes in
            guard let pointer = unsafe bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self) else {
                return
            }
            unsafe getsockname(descriptor, pointer, &size)
        }
        return Int(UInt16(bigEndian: name.sin6_port))
    }
}
