/// The SHA-256 digest of some bytes: the same for the same content, whoever sends it and whatever it is called.
package struct ContentDigest: Hashable, Sendable {
    package static let byteCount = 32

    /// The bytes in four words, most significant first: kept inline, since there is one for each waiting job.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    /// The digest with these words, most significant first.
    package init(words: (UInt64, UInt64, UInt64, UInt64)) {
        self.words = words
    }

    /// The digest with these bytes; nil for any count but `byteCount`.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words = (
            Self.word(bytes, 0), Self.word(bytes, 1), Self.word(bytes, 2), Self.word(bytes, 3)
        )
    }

    /// The same for bytes that lie together.
    package init?(bytes: Span<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        words = (
            UInt64(bytes: bytes, from: 0), UInt64(bytes: bytes, from: 8), UInt64(bytes: bytes, from: 16),
            UInt64(bytes: bytes, from: 24)
        )
    }

    /// The digest that `description` gives; nil for any other text.
    package init?(_ text: some StringProtocol) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue.map(UInt8.init) }
        guard text.utf8.count == 2 * Self.byteCount, digits.count == text.utf8.count else { return nil }
        self.init(
            bytes: stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] })
    }

    /// The form in the store and on the wire.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        for word in [words.0, words.1, words.2, words.3] {
            for index in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> (56 - 8 * index))) }
        }
        return bytes
    }

    private static func word(_ bytes: some Collection<UInt8>, _ index: Int) -> UInt64 {
        bytes.dropFirst(8 * index).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    package static func == (first: ContentDigest, second: ContentDigest) -> Bool {
        first.words == second.words
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }
}

extension ContentDigest: CustomStringConvertible {
    /// 64 hexadecimal digits, as `sha256sum` prints them.
    package var description: String {
        [words.0, words.1, words.2, words.3].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

extension ContentDigest: WireCodable {
    package init(from reader: inout WireReader) throws(WireError) {
        words = (try reader.read(), try reader.read(), try reader.read(), try reader.read())
    }

    package func write(to writer: inout WireWriter) {
        for word in [words.0, words.1, words.2, words.3] { writer.write(word) }
    }
}
