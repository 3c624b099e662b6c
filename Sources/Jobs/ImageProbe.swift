/// Learns what an image is while its bytes pass by, in pieces of any size: the format from the first bytes (never
/// from a name), width and height from the header, completeness from the last bytes. Nothing is decoded.
package struct ImageProbe: Sendable {
    private enum Reader: Sendable {
        /// The first bytes, too few to tell.
        case undecided([UInt8])
        case png(PNGHeaderReader)
        case jpeg(JPEGHeaderReader)
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
        }
    }

    private mutating func decide(_ first: [UInt8], _ piece: Span<UInt8>) throws(Problem) {
        let longest = ImageFormat.allCases.map(\.magic.count).max() ?? 0
        var head = first
        let taken = min(piece.count, longest - head.count)
        for index in 0..<taken { head.append(piece[index]) }
        guard let format = ImageFormat(magicOf: head) else {
            reader = .undecided(head)
            guard ImageFormat.allCases.contains(where: { $0.magic.starts(with: head) }) else {
                throw Problem(.unsupportedImage, "The file is not a PNG or JPEG image. Convert it first.")
            }
            return
        }
        switch format {
        case .png: reader = .png(PNGHeaderReader(maximumPixels: maximumPixels))
        case .jpeg: reader = .jpeg(JPEGHeaderReader(maximumPixels: maximumPixels))
        }
        try read(head.span)
        try read(piece.extracting(taken...))
    }

    private mutating func read(_ piece: Span<UInt8>) throws(Problem) {
        switch reader {
        case .undecided: break
        case .png(var header):
            try header.consume(piece)
            reader = .png(header)
        case .jpeg(var header):
            try header.consume(piece)
            reader = .jpeg(header)
        }
    }

    private func image(_ format: ImageFormat, _ size: PixelSize) -> InputImage {
        InputImage(format: format, bytes: bytes, width: size.width, height: size.height)
    }

    private static let cut = Problem(.malformedImage, "The file ends too early; was the upload cut?")
}
