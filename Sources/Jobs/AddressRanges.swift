/// Some ranges of addresses.
package struct AddressRanges: Hashable, Sendable {
    private let ranges: [Range]

    private struct Range: Hashable, Sendable {
        let address: IPAddress
        let prefixBits: Int
    }

    /// Ranges in CIDR notation (RFC 4632), separated by commas, such as `10.0.0.0/8,fd00::/8`; an address by itself is a
    /// range of one. Nil where one is no range.
    package init?(_ text: String) {
        var ranges: [Range] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) where !text.isEmpty {
            guard let range = Self.range(part.filter { $0 != " " }) else { return nil }
            ranges.append(range)
        }
        self.ranges = ranges
    }

    /// Ranges that stand in the program. What is no range is left out.
    init(known: [String]) {
        ranges = known.compactMap { Self.range($0) }
    }

    /// No address at all.
    package static let none = AddressRanges(known: [])

    package func contains(_ address: IPAddress) -> Bool {
        ranges.contains { range in
            range.address.bytes.count == address.bytes.count
                && (0..<range.prefixBits).allSatisfy { range.address.bit($0) == address.bit($0) }
        }
    }

    /// Every address.
    package static let everything = AddressRanges(known: ["0.0.0.0/0", "::/0"])

    private static func range(_ text: String) -> Range? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = IPAddress(parts[0]) else { return nil }
        let bits = 8 * address.bytes.count
        guard parts.count == 2 else { return Range(address: address, prefixBits: bits) }
        guard let prefix = Int(parts[1]), (0...bits).contains(prefix) else { return nil }
        return Range(address: address, prefixBits: prefix)
    }
}

extension IPAddress {
    /// The bit at a place from 0, the most significant.
    fileprivate func bit(_ place: Int) -> Bool { bytes[place / 8] << (place % 8) & 0x80 != 0 }
}

extension AddressRanges: CustomStringConvertible {
    package var description: String { ranges.map { "\($0.address)/\($0.prefixBits)" }.joined(separator: ",") }
}
