/// The name of a job in URLs, on disk and in the store: a UUID of version 7 (RFC 9562), so that ids made
/// later sort later (to the millisecond) while the tail stays unguessable.
package struct JobID: Hashable, Sendable {
    /// 48 bits of milliseconds since 1970, the version, 12 random bits.
    package let high: UInt64
    /// The variant and 62 random bits.
    package let low: UInt64

    /// The id with exactly these bits; for decoding, where version and variant were set by the maker.
    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new id for `time`.
    package init(at time: Timestamp, using generator: inout some RandomNumberGenerator) {
        let milliseconds = UInt64(clamping: time.milliseconds) & 0xFFFF_FFFF_FFFF
        high = milliseconds << 16 | 0x7000 | UInt64.random(in: 0...0xFFF, using: &generator)
        low = 0x8000_0000_0000_0000 | UInt64.random(in: 0...0x3FFF_FFFF_FFFF_FFFF, using: &generator)
    }

    /// The canonical text form (8-4-4-4-12 lower-case hexadecimal digits); anything else is nil.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return nil }
        var digits: [UInt64] = []
        for (index, byte) in bytes.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Self.value(ofDigit: byte) else { return nil }
                digits.append(digit)
            }
        }
        high = digits[..<16].reduce(0) { $0 << 4 | $1 }
        low = digits[16...].reduce(0) { $0 << 4 | $1 }
    }

    /// The 16 bytes, most significant first: the form in the store and on the wire.
    package var bytes: [UInt8] {
        Self.bytes(of: high) + Self.bytes(of: low)
    }

    /// The id with these 16 bytes; nil for any other count. A start reads a million of them.
    package init?(bytes: Span<UInt8>) {
        guard bytes.count == 16 else { return nil }
        (high, low) = (UInt64(bytes: bytes, from: 0), UInt64(bytes: bytes, from: 8))
    }

    /// The id with these 16 bytes; nil for any other count.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The last two digits of the text form: the folder of the spool that holds the job's folder.
    /// They are random, so that jobs spread evenly over 256 folders.
    package var shard: String { String(description.suffix(2)) }

    private static func bytes(of word: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) }
    }

    private static func value(ofDigit byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        default: nil
        }
    }
}

extension JobID: CustomStringConvertible {
    package var description: String {
        let digits: [UInt8] = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension JobID: Comparable {
    package static func < (first: JobID, second: JobID) -> Bool {
        (first.high, first.low) < (second.high, second.low)
    }
}

extension JobID: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = JobID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a job id")
        }
        self = id
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension UInt64 {
    /// Of eight bytes, most significant first.
    init(bytes: Span<UInt8>, from start: Int) {
        self = 0
        for index in start..<start + 8 { self = self << 8 | UInt64(bytes[index]) }
    }
}

extension JobID {
    /// When it was made: for a job, when its submission began.
    package var time: Timestamp { Timestamp(milliseconds: Int64(high >> 16)) }
}
