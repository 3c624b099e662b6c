/// A name in words of a segment: how many bytes it has, and the bytes, the first lowest.
enum SharedName {
    /// No longer name, in bytes of UTF-8, has a place.
    static let limit = 64
    static let wordCount = 1 + limit / 8

    /// Nil when the name has no place.
    static func words(_ name: String) -> [UInt64]? {
        let bytes = Array(name.utf8)
        guard (1...limit).contains(bytes.count) else { return nil }
        var words = [UInt64](repeating: 0, count: wordCount)
        words[0] = UInt64(bytes.count)
        for (index, byte) in bytes.enumerated() {
            words[1 + index / 8] |= UInt64(byte) << (8 * UInt64(index % 8))
        }
        return words
    }

    /// Reads the first words; nil when they cannot be a name: no such length, or no UTF-8.
    static func read(_ words: ArraySlice<UInt64>) -> String? {
        let words = Array(words.prefix(wordCount))
        guard words.count == wordCount, (1...UInt64(limit)).contains(words[0]) else { return nil }
        let bytes = (0..<Int(words[0])).map { index in
            UInt8(truncatingIfNeeded: words[1 + index / 8] >> (8 * UInt64(index % 8)))
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
