/// Reads width and height of a PNG (ISO/IEC 15948, 11.2.1) from its first bytes, which may come in any pieces.
struct PNGHeaderReader: Sendable {
    /// The last chunk of every PNG: no data, `IEND` and its checksum.
    static let ending: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
    /// Signature, length and type of the first chunk, width, height.
    private static let neededBytes = 24

    private let maximumPixels: Int
    private var head: [UInt8] = []
    private(set) var size: PixelSize?

    init(maximumPixels: Int) {
        self.maximumPixels = maximumPixels
    }

    /// - Throws: `Problem` with `.malformedImage` or `.tooManyPixels`.
    mutating func consume(_ bytes: Span<UInt8>) throws(Problem) {
        guard size == nil else { return }
        for index in 0..<min(bytes.count, Self.neededBytes - head.count) { head.append(bytes[index]) }
        if head.count == Self.neededBytes { size = try declaredSize() }
    }

    private func declaredSize() throws(Problem) -> PixelSize {
        guard word(at: 8) == 13, head[12..<16].elementsEqual("IHDR".utf8) else {
            throw Problem(.malformedImage, "The PNG does not begin with a valid header chunk.")
        }
        return try PixelSize(width: word(at: 16), height: word(at: 20), maximumPixels: maximumPixels)
    }

    private func word(at offset: Int) -> Int {
        head[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
    }
}
