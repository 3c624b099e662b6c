internal import Glibc
package import Jobs

extension IPAddress {
    /// The address in a `sockaddr_in` or `sockaddr_in6`; nil for another family.
    package init?(socketAddress: UnsafeRawPointer) {
        switch unsafe Int32(socketAddress.load(as: sockaddr.self).sa_family) {
        case AF_INET:
            var address = unsafe socketAddress.load(as: sockaddr_in.self).sin_addr
            self.init(bytes: unsafe withUnsafeBytes(of: &address) { unsafe Array($0) })
        case AF_INET6:
            var address = unsafe socketAddress.load(as: sockaddr_in6.self).sin6_addr
            self.init(bytes: unsafe withUnsafeBytes(of: &address) { unsafe Array($0) })
        default: return nil
        }
    }
}
