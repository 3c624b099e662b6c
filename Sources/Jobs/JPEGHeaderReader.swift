/// Finds the frame header of a JPEG (ITU-T T.81, Annex B) and where its first scan begins, in pieces of any size.
/// Other segments are skipped by their length, so that thumbnails inside them are not taken for the image.
struct JPEGHeaderReader: Sendable {
    /// The marker that ends every JPEG.
    static let ending: [UInt8] = [0xFF, 0xD9]

    private enum State: Sendable {
        /// Looks for the next 0xFF; decoders pass over what stands before it.
        case betweenSegments
        /// Behind 0xFF.
        case marker
        /// Collects the segment's length and, of a frame header, its size.
        case segment(marker: UInt8)
        case skipping(Int)
        case scan
    }

    private let maximumPixels: Int
    private var state = State.betweenSegments
    private var collected: [UInt8] = []
    /// Bytes consumed so far.
    private var offset: Int64 = 0
    private(set) var size: PixelSize?
    /// How many bytes lie before the compressed data; nil until they have been seen.
    private(set) var scanOffset: Int64?

    init(maximumPixels: Int) {
        self.maximumPixels = maximumPixels
    }

    /// - Throws: `Problem` with `.malformedImage` or `.tooManyPixels`.
    mutating func consume(_ bytes: Span<UInt8>) throws(Problem) {
        var position = 0
        while position < bytes.count {
            switch state {
            case .scan: return
            case .skipping(let count):
                let skipped = min(count, bytes.count - position)
                position += skipped
                offset += Int64(skipped)
                state = skipped == count ? .betweenSegments : .skipping(count - skipped)
            case .betweenSegments, .marker, .segment:
                offset += 1
                try consume(bytes[position])
                position += 1
            }
        }
    }

    private mutating func consume(_ byte: UInt8) throws(Problem) {
        switch state {
        case .betweenSegments: if byte == 0xFF { state = .marker }
        case .marker: try begin(byte)
        case .segment(let marker): try collect(byte, of: marker)
        case .skipping, .scan: break
        }
    }

    private mutating func begin(_ marker: UInt8) throws(Problem) {
        switch marker {
        case 0xFF: break
        // Stuffing, TEM, RST and SOI stand alone.
        case 0x00, 0x01, 0xD0...0xD8: state = .betweenSegments
        case 0xD9: throw Self.noFrame
        case 0xDA:
            guard size != nil else { throw Self.noFrame }
            scanOffset = offset
            state = .scan
        default:
            collected = []
            state = .segment(marker: marker)
        }
    }

    private mutating func collect(_ byte: UInt8, of marker: UInt8) throws(Problem) {
        collected.append(byte)
        let isFrame = Self.isFrame(marker)
        guard collected.count == (isFrame ? 7 : 2) else { return }
        let length = word(at: 0)
        guard length >= (isFrame ? 8 : 2) else {
            throw Problem(
                .malformedImage, "A segment of the JPEG's header is shorter than its own length field.")
        }
        if isFrame, size == nil {
            size = try PixelSize(width: word(at: 5), height: word(at: 3), maximumPixels: maximumPixels)
        }
        let rest = length - collected.count
        state = rest > 0 ? .skipping(rest) : .betweenSegments
    }

    private func word(at index: Int) -> Int {
        Int(collected[index]) << 8 | Int(collected[index + 1])
    }

    /// SOF0 to SOF15; DHT, JPG and DAC lie between them.
    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }

    private static let noFrame = Problem(.malformedImage, "The JPEG has no frame header before its data.")
}
