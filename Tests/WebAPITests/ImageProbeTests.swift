import Jobs
import TestSupport
import Testing

@testable import WebAPI

@Suite("Image probe")
struct ImageProbeTests {
    private static func probe(
        _ bytes: [UInt8], pieceBytes: Int = .max, maximumPixels: Int = 1_000_000
    ) throws(Problem) -> InputImage {
        var probe = ImageProbe(maximumPixels: maximumPixels)
        var rest = bytes[...]
        while !rest.isEmpty {
            try probe.consume(Array(rest.prefix(pieceBytes)).span)
            rest = rest.dropFirst(pieceBytes)
        }
        return try probe.finish()
    }

    private static func code(_ bytes: [UInt8], pieceBytes: Int = .max) -> Problem.Code? {
        do throws(Problem) {
            _ = try probe(bytes, pieceBytes: pieceBytes)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("a PNG in pieces of any size shows its size")
    func png() throws {
        let bytes = SampleImages.png(width: 640, height: 480)
        for size in 1...bytes.count {
            let image = try Self.probe(bytes, pieceBytes: size)
            #expect(image == InputImage(format: .png, bytes: Int64(bytes.count), width: 640, height: 480))
        }
    }

    @Test(
        "a JPEG of every frame type in pieces of any size shows its size",
        arguments: [
            0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCA, 0xCF,
        ] as [UInt8])
    func jpeg(marker: UInt8) throws {
        let exif = SampleImages.segment(0xE1, Array("Exif\0\0".utf8) + SampleImages.jpeg(width: 8, height: 8))
        let tables = SampleImages.segment(0xC4, [UInt8](repeating: 0xFF, count: 40))
        let bytes = SampleImages.jpeg(width: 300, height: 200, marker: marker, segments: [exif, tables])
        for size in 1...bytes.count {
            let image = try Self.probe(bytes, pieceBytes: size)
            #expect(image == InputImage(format: .jpeg, bytes: Int64(bytes.count), width: 300, height: 200))
        }
    }

    /// The beginnings of files of 640 by 480 pixels.
    static let heads: [(ImageFormat, [UInt8])] = [
        (.gif, Array("GIF89a".utf8) + [0x80, 2, 0xE0, 1] + [UInt8](repeating: 9, count: 40) + [0, 0x3B]),
        (.bmp, bitmap(headerBytes: 40, [0x80, 2, 0, 0, 0xE0, 1, 0, 0])),
        (.bmp, bitmap(headerBytes: 40, [0x80, 2, 0, 0, 0x20, 0xFE, 0xFF, 0xFF])),
        (.bmp, bitmap(headerBytes: 12, [0x80, 2, 0xE0, 1, 1, 0, 1, 0])),
        (.webp, webP("VP8 ", [0, 0, 0, 0x9D, 1, 0x2A, 0x80, 2, 0xE0, 1])),
        (.webp, webP("VP8L", [0x2F, 0x7F, 0xC2, 0x77, 0, 0, 0, 0, 0, 0])),
        (.webp, webP("VP8X", [0, 0, 0, 0, 0x7F, 2, 0, 0xDF, 1, 0])),
        (.pnm, Array("P5 # a comment 7 7\n# another\n640\t480\n255\n".utf8)),
        (.pnm, Array("P7\nWIDTH 640\nHEIGHT 480\nDEPTH 1\n".utf8)),
        (.tiff, [0x49, 0x49, 42, 0, 12, 0, 0, 0, 9, 9, 9, 9] + directory(isBigEndian: false)),
        (.tiff, [0x4D, 0x4D, 0, 42, 0, 0, 0, 8] + directory(isBigEndian: true)),
    ]

    private static func bitmap(headerBytes: UInt8, _ size: [UInt8]) -> [UInt8] {
        Array("BM".utf8) + [UInt8](repeating: 0, count: 12) + [headerBytes, 0, 0, 0] + size
            + [UInt8](repeating: 0, count: 20)
    }

    private static func webP(_ chunk: String, _ start: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + [30, 0, 0, 0] + "WEBP\(chunk)".utf8 + [18, 0, 0, 0] + start
            + [UInt8](repeating: 0, count: 8)
    }

    /// The width as a short number, the height as a long one.
    private static func directory(isBigEndian: Bool) -> [UInt8] {
        isBigEndian
            ? [0, 2, 1, 0, 0, 3, 0, 0, 0, 1, 2, 0x80, 0, 0, 1, 1, 0, 4, 0, 0, 0, 1, 0, 0, 1, 0xE0]
            : [2, 0, 0, 1, 3, 0, 1, 0, 0, 0, 0x80, 2, 0, 0, 1, 1, 4, 0, 1, 0, 0, 0, 0xE0, 1, 0, 0]
    }

    @Test("a file of another format in pieces of any size shows its size", arguments: heads)
    func otherFormats(format: ImageFormat, bytes: [UInt8]) throws {
        for size in 1...bytes.count {
            let image = try Self.probe(bytes, pieceBytes: size)
            #expect(image == InputImage(format: format, bytes: Int64(bytes.count), width: 640, height: 480))
        }
    }

    @Test("such a file, cut or mutated, gives the same in one piece and in many", arguments: heads)
    func mutatedFormats(format: ImageFormat, bytes: [UInt8]) {
        var generator = SplitMix64(state: UInt64(bytes.count))
        for count in 1..<bytes.count {
            var changed = Array(bytes.prefix(count))
            changed[Int.random(in: 0..<count, using: &generator)] = UInt8.random(
                in: 0...255, using: &generator)
            #expect(Self.code(changed) == Self.code(changed, pieceBytes: 3))
        }
    }

    @Test("a PDF has no size, nor has a TIFF whose directory lies before what has passed")
    func noSize() throws {
        #expect(try Self.probe(Array("%PDF-1.7 …".utf8)).pixels == 0)
        #expect(try Self.probe([0x49, 0x49, 42, 0, 3, 0, 0, 0, 1, 1, 1]).pixels == 0)
        #expect(try Self.probe([0x49, 0x49, 43, 0, 8, 0, 0, 0, 16, 0, 0]).format == .tiff)
    }

    @Test("megabytes of application segments before the frame are skipped")
    func largeSegments() throws {
        let segments = (0..<48).map { _ in SampleImages.segment(0xE2, [UInt8](repeating: 0xC0, count: 65_533))
        }
        let bytes = SampleImages.jpeg(width: 30, height: 20, segments: segments)
        #expect(bytes.count > 3_000_000)
        let image = try Self.probe(bytes, pieceBytes: 65_536)
        #expect(image.width == 30 && image.height == 20)
    }

    @Test("fill bytes and stray bytes between segments are passed over")
    func fillBytes() throws {
        let stray: [UInt8] =
            [0xFF, 0xFF, 0xFF] + SampleImages.segment(0xFE, [1, 2, 3]).dropFirst() + [0, 0, 0x55]
        let image = try Self.probe(SampleImages.jpeg(width: 3, height: 2, segments: [stray]))
        #expect(image.width == 3)
    }

    @Test(
        "a file that is no image is unsupported at its first bytes",
        arguments: [
            "plain text", "GIF88a......", "<svg>", "BM is no bitmap yet", "P5x", "RIFF....WAVE", "\u{1}",
            "\r\n\r\n",
        ])
    func unsupported(text: String) {
        #expect(Self.code(Array(text.utf8)) == .unsupportedImage)
        #expect(Self.code(Array(text.utf8), pieceBytes: 1) == .unsupportedImage)
    }

    @Test("a PNG cut anywhere is malformed")
    func cutPNG() {
        let bytes = SampleImages.png(width: 6, height: 4)
        for count in 0..<bytes.count { #expect(Self.code(Array(bytes.prefix(count))) == .malformedImage) }
    }

    @Test("a JPEG cut anywhere is malformed, even behind the end of its thumbnail")
    func cutJPEG() {
        let thumbnail = SampleImages.segment(0xE1, SampleImages.jpeg(width: 8, height: 8))
        let bytes = SampleImages.jpeg(width: 6, height: 4, segments: [thumbnail])
        for count in 0..<bytes.count { #expect(Self.code(Array(bytes.prefix(count))) == .malformedImage) }
    }

    @Test("some bytes behind the end are no harm, 64 KiB of them are")
    func trailingBytes() {
        let few = [UInt8](repeating: 0, count: 1000)
        let many = [UInt8](repeating: 0, count: 70_000)
        #expect(Self.code(SampleImages.png(width: 6, height: 4) + few) == nil)
        #expect(Self.code(SampleImages.jpeg(width: 6, height: 4) + few) == nil)
        #expect(Self.code(SampleImages.png(width: 6, height: 4) + many) == .malformedImage)
        #expect(Self.code(SampleImages.jpeg(width: 6, height: 4) + many, pieceBytes: 777) == .malformedImage)
    }

    @Test("a large image whose end lies behind many pieces is complete")
    func largeImage() {
        let bytes = SampleImages.png(width: 600, height: 400, dataBytes: 1_000_000)
        for size in [1000, 65_536, .max] { #expect(Self.code(bytes, pieceBytes: size) == nil) }
    }

    @Test(
        "sizes that no format allows are malformed",
        arguments: [
            SampleImages.png(width: 0, height: 1), SampleImages.png(width: 1, height: 0),
            SampleImages.png(width: 0x8000_0000, height: 1), SampleImages.png(width: 1, height: 0xFFFF_FFFF),
            SampleImages.jpeg(width: 0, height: 1), SampleImages.jpeg(width: 1, height: 0),
        ])
    func impossibleSizes(bytes: [UInt8]) {
        #expect(Self.code(bytes) == .malformedImage)
    }

    @Test("a PNG that declares 2^31 pixels, or 2^62, is refused by its header alone")
    func manyPixels() {
        let header = SampleImages.png(width: 65_536, height: 32_768).prefix(33)
        #expect(Self.code(Array(header)) == .tooManyPixels)
        let largest = SampleImages.png(width: 0x7FFF_FFFF, height: 0x7FFF_FFFF).prefix(24)
        #expect(Self.code(Array(largest), pieceBytes: 1) == .tooManyPixels)
    }

    @Test("as many pixels as allowed pass, one more row does not")
    func pixelLimit() throws {
        _ = try Self.probe(SampleImages.png(width: 1000, height: 1000))
        #expect(Self.code(SampleImages.png(width: 1000, height: 1001)) == .tooManyPixels)
    }

    @Test("headers that contradict themselves are malformed")
    func contradictions() {
        var png = SampleImages.png(width: 6, height: 4)
        png[11] = 12
        #expect(Self.code(png) == .malformedImage)
        png = SampleImages.png(width: 6, height: 4)
        png[12] = UInt8(ascii: "J")
        #expect(Self.code(png) == .malformedImage)
        #expect(Self.code([0xFF, 0xD8, 0xFF, 0xE0, 0, 1, 0, 0]) == .malformedImage)
        #expect(Self.code([0xFF, 0xD8, 0xFF, 0xC0, 0, 7, 8, 0, 1, 0, 1]) == .malformedImage)
        #expect(Self.code([0xFF, 0xD8, 0xFF, 0xDA, 0, 8, 0, 0]) == .malformedImage)
        #expect(Self.code([0xFF, 0xD8, 0xFF, 0xD9]) == .malformedImage)
    }

    @Test("mutated images give the same in one piece and in many", arguments: 0..<300)
    func fuzz(seed: Int) {
        var generator = SplitMix64(state: UInt64(seed))
        let segments = [SampleImages.segment(0xE0, Array("JFIF".utf8))]
        var bytes =
            seed.isMultiple(of: 2)
            ? SampleImages.png(width: 60, height: 40)
            : SampleImages.jpeg(width: 60, height: 40, segments: segments)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            bytes[Int.random(in: 0..<40, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        #expect(Self.code(bytes) == Self.code(bytes, pieceBytes: Int.random(in: 1...9, using: &generator)))
    }
}
