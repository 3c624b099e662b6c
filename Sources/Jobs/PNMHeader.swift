/// The text that a PNM begins with: words apart by white space, and comments from `#` to the end of their line.
struct PNMHeader {
    /// Nil when not all of it is there.
    let size: (width: Int, height: Int)?

    init(_ head: [UInt8]) {
        let text = String(decoding: head, as: UTF8.self)
        let hasEnd = head.count >= 2 && text.last?.isWhitespace ?? false
        let words = text.split(whereSeparator: \.isNewline)
            .flatMap { $0.prefix { $0 != "#" }.split(whereSeparator: \.isWhitespace) }
        // The last word may go on in the next piece.
        let whole = hasEnd ? words[...] : words.dropLast()
        size = head.starts(with: "P7".utf8) ? Self.namedSize(whole) : Self.plainSize(whole)
    }

    /// `P5 640 480 …`
    private static func plainSize(_ words: ArraySlice<Substring>) -> (width: Int, height: Int)? {
        guard words.count >= 3, let width = Int(words[1]), let height = Int(words[2]) else { return nil }
        return (width, height)
    }

    /// `P7 WIDTH 640 HEIGHT 480 …`
    private static func namedSize(_ words: ArraySlice<Substring>) -> (width: Int, height: Int)? {
        func value(_ name: String) -> Int? {
            words.firstIndex { $0 == name }.flatMap {
                words.indices.contains($0 + 1) ? Int(words[$0 + 1]) : nil
            }
        }
        guard let width = value("WIDTH"), let height = value("HEIGHT") else { return nil }
        return (width, height)
    }
}
