/// Reads width and height from the first bytes of a file of a format that has them there, in pieces of any size.
struct HeadReader: Sendable {
    private let format: ImageFormat
    private let maximumPixels: Int
    private var head: [UInt8] = []
    private(set) var size: PixelSize?

    /// Comments of a PNM may stand before its size; no program writes so many.
    private static let mostBytes = 4096

    init(_ format: ImageFormat, maximumPixels: Int) {
        self.format = format
        self.maximumPixels = maximumPixels
    }

    /// - Throws: `Problem` with `.malformedImage` or `.tooManyPixels`.
    mutating func consume(_ bytes: Span<UInt8>) throws(Problem) {
        guard size == nil, head.count < Self.mostBytes else { return }
        for index in 0..<min(bytes.count, Self.mostBytes - head.count) { head.append(bytes[index]) }
        guard let (width, height) = declared() else { return }
        size = try PixelSize(width: width, height: height, maximumPixels: maximumPixels)
        head = Array(head.prefix(ImageFormat.longestMagic))
    }

    /// How long the file says that it is, in bytes; nil where it does not say.
    var declaredBytes: Int64? {
        guard format == .webp, head.count >= 8 else { return nil }
        return Int64(number(4, bytes: 4)) + 8
    }

    /// Nil while too little has been seen.
    private func declared() -> (width: Int, height: Int)? {
        switch format {
        case .gif: head.count >= 10 ? (number(6, bytes: 2), number(8, bytes: 2)) : nil
        case .bmp: bitmapSize
        case .webp: webPSize
        case .pnm: PNMHeader(head).size
        default: nil
        }
    }

    /// Of the second header, which is older where it has 12 bytes. A height below zero means that the first row is on top.
    private var bitmapSize: (width: Int, height: Int)? {
        guard head.count >= 26 else { return nil }
        if number(14, bytes: 4) == 12 { return (number(18, bytes: 2), number(20, bytes: 2)) }
        let (width, height) = (number(18, bytes: 4), number(22, bytes: 4))
        return (width, Int(Int32(truncatingIfNeeded: height).magnitude))
    }

    /// By the first chunk (RFC 9649): lossy, lossless or extended.
    private var webPSize: (width: Int, height: Int)? {
        guard head.count >= 30 else { return nil }
        switch head[15] {
        case UInt8(ascii: "L"):
            let bits = number(21, bytes: 4)
            return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        case UInt8(ascii: "X"): return (number(24, bytes: 3) + 1, number(27, bytes: 3) + 1)
        default: return (number(26, bytes: 2) & 0x3FFF, number(28, bytes: 2) & 0x3FFF)
        }
    }

    /// A little-endian number.
    private func number(_ offset: Int, bytes count: Int) -> Int {
        head[offset..<(offset + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
