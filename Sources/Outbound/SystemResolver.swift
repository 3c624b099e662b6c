internal import Foundation
internal import Glibc
package import Jobs

/// Asks as any program of this machine would: its hosts file, then name servers. Each question has a thread of its own,
/// which may be stuck for as long as the system's resolver waits: who asks bounds how many there are.
package struct SystemResolver: NameResolving {
    private static let stackBytes = 256 << 10

    package init() {}

    package func resolve(_ host: String, completion: @escaping @Sendable ([IPAddress]) -> Void) {
        let thread = Thread { completion(Self.addresses(of: host)) }
        thread.name = "resolver"
        thread.stackSize = Self.stackBytes
        thread.start()
    }

    private static func addresses(of host: String) -> [IPAddress] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else { return [] }
        defer { unsafe freeaddrinfo(list) }
        var found: [IPAddress] = []
        var entry = unsafe list
        while let next = unsafe entry {
            let address = unsafe next.pointee.ai_addr.flatMap { unsafe IPAddress(socketAddress: $0) }
            if let address, !found.contains(address) { found.append(address) }
            unsafe entry = next.pointee.ai_next
        }
        return found
    }
}
