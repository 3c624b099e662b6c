import Glibc

/// An address of a host on the Internet.
package struct IPAddress: Hashable, Sendable {
    /// Four of IPv4 or sixteen of IPv6, most significant first.
    package let bytes: [UInt8]

    /// An IPv4 address mapped into IPv6 (RFC 4291, 2.5.5.2) becomes the IPv4 address, so that no rule for the one is got
    /// round by writing the other. Nil for any count of bytes but four and sixteen.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes.starts(with: Self.mappedPrefix) ? Array(bytes.suffix(4)) : bytes
    }

    /// The address that `text` writes: `192.0.2.1` with four decimal numbers, or any form of RFC 4291 for IPv6 without a
    /// zone. Other notations of IPv4 (`127.1`, `0x7f000001`, `2130706433`) are none here.
    package init?(_ text: some StringProtocol) {
        let text = String(text)
        var bytes = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
        let family = bytes.count == 16 ? AF_INET6 : AF_INET
        guard unsafe inet_pton(family, text, &bytes) == 1 else { return nil }
        self.init(bytes: bytes)
    }

    private static let mappedPrefix: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
}

extension IPAddress: CustomStringConvertible {
    /// The shortest common form, without brackets.
    package var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        let family = bytes.count == 16 ? AF_INET6 : AF_INET
        guard unsafe inet_ntop(family, bytes, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension IPAddress {
    /// Whether hosts anywhere on the Internet have such addresses, rather than this machine, its network or nobody. By the
    /// registries of special-purpose addresses (RFC 6890 and what came after). Of IPv6 only what is given out as global
    /// unicast counts, without the forms that carry an IPv4 address in them (6to4, Teredo; NAT64's lie outside): where
    /// those lead is not for the one who connects to see.
    package var isPublic: Bool {
        bytes.count == 4
            ? !Self.specialIPv4.contains(self)
            : Self.globalIPv6.contains(self) && !Self.specialIPv6.contains(self)
    }

    private static let specialIPv4 = AddressRanges(
        known: [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
        ])
    private static let globalIPv6 = AddressRanges(known: ["2000::/3"])
    private static let specialIPv6 = AddressRanges(
        known: ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"])
}
