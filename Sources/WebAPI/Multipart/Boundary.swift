import Jobs

/// What separates the parts of a multipart body: the bytes CR LF `--` and the boundary of the content type.
struct Boundary: Hashable, Sendable {
    /// Carriage return stands at the beginning and nowhere else: that is why a partial match that fails never
    /// hides the beginning of another one.
    let delimiter: [UInt8]
    /// How far the search may move on when its window ends with this byte.
    private let shifts: [Int]

    /// - Throws: `Problem` with `.malformedBody` for a content type without a boundary that RFC 2046 allows.
    init(contentType: HeaderValue) throws(Problem) {
        let text = contentType.parameters["boundary"] ?? ""
        let isPrintable = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        guard (1...70).contains(text.utf8.count), isPrintable, !text.hasSuffix(" ") else {
            throw Problem(
                .malformedBody, "Content-Type names no boundary of 1 to 70 characters. Let the client set it."
            )
        }
        delimiter = Array("\r\n--\(text)".utf8)
        var shifts = [Int](repeating: delimiter.count, count: 256)
        for (index, byte) in delimiter.dropLast().enumerated() {
            shifts[Int(byte)] = delimiter.count - 1 - index
        }
        self.shifts = shifts
    }

    /// The offset of the first whole delimiter in `bytes` at or after `start`. Looks at about one byte of each
    /// `delimiter.count`, and at each byte a bounded number of times, whatever the body holds.
    /// Source: R. N. Horspool, "Practical fast searching in strings" (1980).
    func firstMatch(in bytes: Span<UInt8>, from start: Int) -> Int? {
        let last = delimiter.count - 1
        var end = start + last
        while end < bytes.count {
            let byte = bytes[end]
            if byte == delimiter[last], matches(bytes, at: end - last) { return end - last }
            end += shifts[Int(byte)]
        }
        return nil
    }

    private func matches(_ bytes: Span<UInt8>, at offset: Int) -> Bool {
        for index in delimiter.indices where bytes[offset + index] != delimiter[index] { return false }
        return true
    }

    /// How many bytes at the end of `bytes`, at or after `start`, are the beginning of a delimiter that may go on.
    func partialMatch(atEndOf bytes: Span<UInt8>, from start: Int) -> Int {
        let first = max(start, bytes.count - (delimiter.count - 1))
        var index = bytes.count - 1
        while index >= first, bytes[index] != delimiter[0] { index -= 1 }
        guard index >= first else { return 0 }
        for offset in index..<bytes.count where bytes[offset] != delimiter[offset - index] { return 0 }
        return bytes.count - index
    }
}
