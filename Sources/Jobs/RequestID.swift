/// What joins the lines of all logs about one request and the job that it made: 16 bytes, as nginx or the client chose
/// them.
package struct RequestID: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// From 32 hexadecimal digits, with or without the dashes of a UUID; nil for anything else.
    package init?(_ text: some StringProtocol) {
        var words: (high: UInt64, low: UInt64) = (0, 0)
        var count = 0
        for (index, byte) in text.utf8.enumerated() {
            if byte == UInt8(ascii: "-"), text.utf8.count == 36, [8, 13, 18, 23].contains(index) { continue }
            guard count < 32, let digit = Self.digit(byte) else { return nil }
            words = (words.high << 4 | words.low >> 60, words.low << 4 | digit)
            count += 1
        }
        guard count == 32 else { return nil }
        self.init(high: words.high, low: words.low)
    }

    /// From 16 bytes, most significant first; nil for any other count.
    package init?(bytes: Span<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self.init(high: UInt64(bytes: bytes, from: 0), low: UInt64(bytes: bytes, from: 8))
    }

    /// The form in the store.
    package var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
    }

    private static func digit(_ byte: UInt8) -> UInt64? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

extension RequestID: CustomStringConvertible {
    /// 32 lower-case hexadecimal digits.
    package var description: String {
        [high, low].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

extension RequestID: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        self.init(high: try reader.read(), low: try reader.read())
    }

    package func write(to writer: inout WireWriter) {
        writer.write(high)
        writer.write(low)
    }
}
