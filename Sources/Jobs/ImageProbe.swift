/// Learns what an image is while its bytes pass by, in pieces of any size: the format from the first bytes (never
/// from a name), width and height from the header, completeness from the last bytes, where the format has them there.
/// Nothing is decoded.
package struct ImageProbe: Sendable {
    private enum Reader: Sendable {
        /// The first bytes, too few to tell.
        case undecided([UInt8])
        case png(PNGHeaderReader)
        case jpeg(JPEGHeaderReader)
        case tiff(TIFFHeaderReader)
        /// Of the formats whose size stands in the first bytes.
        case head(ImageFormat, HeadReader)
        /// Whose pages have sizes that only a decoder finds.
        case pdf
    }

    private let maximumPixels: Int
    private var reader = Reader.undecided([])
    private var tail = TailWindow()
    /// How many bytes have passed.
    package private(set) var bytes: Int64 = 0

    package init(maximumPixels: Int) {
        self.maximumPixels = maximumPixels
    }

    /// Looks at the next piece.
    /// - Throws: `Problem` with `.unsupportedImage`, `.malformedImage` or `.tooManyPixels`, as soon as it is known.
    package mutating func consume(_ piece: Span<UInt8>) throws(Problem) {
        bytes += Int64(piece.count)
        tail.append(piece)
        if case .undecided(let first) = reader {
            try decide(first, piece)
        } else {
            try read(piece)
        }
    }

    /// What the image is, once all of it has passed.
    /// - Throws: `Problem` with `.unsupportedImage` or `.malformedImage`.
    package func finish() throws(Problem) -> InputImage {
        switch reader {
        case .undecided(let first):
            throw first.isEmpty ? Problem(.malformedImage, "The image file is empty.") : Self.cut
        case .png(let header):
            guard let size = header.size, tail.contains(PNGHeaderReader.ending) else { throw Self.cut }
            return image(.png, size)
        case .jpeg(let header):
            guard let size = header.size, let scan = header.scanOffset,
                tail.contains(JPEGHeaderReader.ending, after: scan)
            else { throw Self.cut }
            return image(.jpeg, size)
        case .tiff(let header): return image(.tiff, header.size)
        case .head(let format, let header):
            guard let size = header.size, isWhole(format, header) else { throw Self.cut }
            return image(format, size)
        case .pdf: return image(.pdf, nil)
        }
    }

    private func isWhole(_ format: ImageFormat, _ header: HeadReader) -> Bool {
        format == .gif ? tail.contains(Self.endOfGIF) : bytes >= header.declaredBytes ?? 0
    }

    /// The end of the last block, and the trailer.
    private static let endOfGIF: [UInt8] = [0, 0x3B]

    private mutating func decide(_ first: [UInt8], _ piece: Span<UInt8>) throws(Problem) {
        var head = first
        let taken = min(piece.count, ImageFormat.longestMagic - head.count)
        for index in 0..<taken { head.append(piece[index]) }
        guard let format = ImageFormat(magicOf: head) else {
            reader = .undecided(head)
            guard ImageFormat.isPossible(head) else {
                throw Problem(
                    .unsupportedImage, "The file is not a \(ImageFormat.list) file. Convert it first.")
            }
            return
        }
        reader = Self.reader(of: format, maximumPixels: maximumPixels)
        try read(head.span)
        try read(piece.extracting(taken...))
    }

    private static func reader(of format: ImageFormat, maximumPixels: Int) -> Reader {
        switch format {
        case .png: .png(PNGHeaderReader(maximumPixels: maximumPixels))
        case .jpeg: .jpeg(JPEGHeaderReader(maximumPixels: maximumPixels))
        case .tiff: .tiff(TIFFHeaderReader(maximumPixels: maximumPixels))
        case .webp, .gif, .bmp, .pnm: .head(format, HeadReader(format, maximumPixels: maximumPixels))
        case .pdf: .pdf
        }
    }

    private mutating func read(_ piece: Span<UInt8>) throws(Problem) {
        switch reader {
        case .undecided, .pdf: break
        case .png(var header):
            try header.consume(piece)
            reader = .png(header)
        case .jpeg(var header):
            try header.consume(piece)
            reader = .jpeg(header)
        case .tiff(var header):
            try header.consume(piece)
            reader = .tiff(header)
        case .head(let format, var header):
            try header.consume(piece)
            reader = .head(format, header)
        }
    }

    private func image(_ format: ImageFormat, _ size: PixelSize?) -> InputImage {
        InputImage(format: format, bytes: bytes, width: size?.width ?? 0, height: size?.height ?? 0)
    }

    private static let cut = Problem(.malformedImage, "The file ends too early; was the upload cut?")
}
