/// Reads width and height of a TIFF's first page (TIFF 6.0, section 2) while its bytes pass by, in pieces of any size.
/// The directory that holds them may stand anywhere behind the header.
struct TIFFHeaderReader: Sendable {
    private let maximumPixels: Int
    /// Of the bytes that are wanted next.
    private var wanted: Range<Int64> = 0..<8
    private var collected: [UInt8] = []
    private var offset: Int64 = 0
    private var step = Step.header
    private var isBigEndian = false
    private(set) var size: PixelSize?

    private enum Step: Sendable {
        case header
        case count
        case directory
        /// Found, or not to be found without going back.
        case done
    }

    private static let widthTag = 256
    private static let heightTag = 257
    private static let entryBytes = 12

    init(maximumPixels: Int) {
        self.maximumPixels = maximumPixels
    }

    /// - Throws: `Problem` with `.malformedImage` or `.tooManyPixels`.
    mutating func consume(_ bytes: Span<UInt8>) throws(Problem) {
        var position = 0
        while position < bytes.count, step != .done {
            let skipped = min(Int(clamping: max(0, wanted.lowerBound - offset)), bytes.count - position)
            position += skipped
            offset += Int64(skipped)
            while position < bytes.count, offset < wanted.upperBound {
                collected.append(bytes[position])
                position += 1
                offset += 1
            }
            if offset >= wanted.upperBound { try take() }
        }
    }

    /// Reads what has been collected and says what is wanted next.
    private mutating func take() throws(Problem) {
        let piece = collected
        collected = []
        switch step {
        case .header:
            isBigEndian = piece[0] == UInt8(ascii: "M")
            // A BigTIFF has other directories; its pages are seen by who decodes them.
            guard number(piece, 2, bytes: 2) == 42 else { return step = .done }
            expect(Int64(number(piece, 4, bytes: 4)), 2, .count)
        case .count:
            expect(offset, number(piece, 0, bytes: 2) * Self.entryBytes, .directory)
        case .directory:
            step = .done
            if let width = value(of: Self.widthTag, in: piece),
                let height = value(of: Self.heightTag, in: piece)
            {
                size = try PixelSize(width: width, height: height, maximumPixels: maximumPixels)
            }
        case .done: break
        }
    }

    private mutating func expect(_ place: Int64, _ count: Int, _ next: Step) {
        wanted = place..<(place + Int64(count))
        step = place >= offset && count > 0 ? next : .done
    }

    /// Of a tag with one number of 16 (type 3) or 32 bits (type 4).
    private func value(of tag: Int, in directory: [UInt8]) -> Int? {
        for entry in stride(from: 0, to: directory.count, by: Self.entryBytes)
        where number(directory, entry, bytes: 2) == tag {
            return number(directory, entry + 8, bytes: number(directory, entry + 2, bytes: 2) == 3 ? 2 : 4)
        }
        return nil
    }

    private func number(_ bytes: [UInt8], _ offset: Int, bytes count: Int) -> Int {
        let piece = bytes[offset..<(offset + count)]
        return isBigEndian
            ? piece.reduce(0) { $0 << 8 | Int($1) } : piece.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
