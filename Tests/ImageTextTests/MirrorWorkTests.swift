import CImageCodecs
import Jobs
import TestImages
import Testing

@testable import ImageText

@Suite struct MirrorWorkTests {
    private func mirrored(
        _ file: [UInt8], _ flip: Flip? = nil, says value: String = Self.flippedPixels
    ) throws -> [UInt8] {
        try Fixture.with(file) { fixture in
            let result = try fixture.run(MirrorWork(), kind: .mirror, options: JobOptions(flip: flip))
            #expect(result.value == value)
            let name = try #require(result.files.first?.name)
            let bytes = try fixture.result(name)
            #expect(result.files == [ResultFile(name: name, bytes: Int64(bytes.count))])
            #expect(name == (file[0] == 0x89 ? "mirror.png" : "mirror.jpg"))
            return bytes
        }
    }

    private static let flippedPixels = #"{"lossless":true,"flipped":"pixels"}"#
    private static let turned = #"{"lossless":true,"flipped":"orientation"}"#
    private static let encodedAnew = #"{"lossless":false,"flipped":"pixels"}"#

    private func orientation(_ file: [UInt8]) throws -> Int32 {
        try Fixture.with(file) { fixture in
            try ImageReader(path: fixture.inputPath, limits: fixture.limits).header.orientation
        }
    }

    /// Every colour type and depth that PNG has.
    private static let forms: [(PNGFile.ColourType, Int)] = PNGFile.ColourType.allCases.flatMap { type in
        type.depths.map { (type, $0) }
    }

    private func file(_ type: PNGFile.ColourType, _ depth: Int, isInterlaced: Bool) -> PNGFile {
        var png = PNGFile(width: 13, height: 6, type: type, depth: depth)
        png.isInterlaced = isInterlaced
        if type == .palette { png.palette = (0..<3 << depth).map { UInt8(truncatingIfNeeded: $0 * 11) } }
        return png
    }

    @Test(arguments: forms, [false, true])
    func `a PNG of any form is flipped pixel by pixel in its form`(
        form: (PNGFile.ColourType, Int), isInterlaced: Bool
    ) throws {
        let png = file(form.0, form.1, isInterlaced: isInterlaced)
        let sample: (Int, Int, Int) -> Int = { x, y, channel in (x * 5 + y * 3 + channel * 7) % (1 << form.1)
        }
        let (flipped, rows) = PNGFile.decode(try mirrored(png.encode(sample)))
        #expect(rows == png.rows { x, y, channel in sample(12 - x, y, channel) })
        #expect(flipped.type == form.0)
        #expect(flipped.depth == form.1)
        #expect(flipped.isInterlaced == isInterlaced)
    }

    @Test func `a PNG with a very long side is flipped`() throws {
        let png = PNGFile(width: 1_000_001, height: 1, depth: 1)
        let (_, rows) = PNGFile.decode(try mirrored(png.encode { x, _, _ in x == 0 ? 1 : 0 }))
        #expect(rows == png.rows { x, _, _ in x == 1_000_000 ? 1 : 0 })
    }

    @Test func `palette, transparency and resolution of a PNG stay`() throws {
        var png = PNGFile(width: 4, height: 2, type: .palette, depth: 2)
        png.palette = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
        png.paletteAlpha = [0, 128, 200]
        png.pixelsPerMetre = 11_811
        let original = png.encode { x, _, _ in x }
        let once = try mirrored(original)
        for chunk in ["PLTE", "tRNS", "pHYs"] { #expect(once.chunk(chunk) == original.chunk(chunk)) }
        #expect(original.chunk("pHYs") != nil)
    }

    @Test func `texts and the time of a PNG stay, before the pixels and behind them`() throws {
        let file = PNGFile(width: 4, height: 2).encode { x, _, _ in x }
        let end = file.count - 12
        let title = PNGChunk("tEXt", Array("Title\0A scan".utf8)).bytes
        let comment = PNGChunk("iTXt", Array("Comment\0\0\0de\0\0ähnlich".utf8)).bytes
        let time = PNGChunk("tIME", [7, 234, 1, 2, 3, 4, 5]).bytes
        let exif = PNGChunk("eXIf", ExifBlock(orientation: 6).bytes).bytes
        let once = try mirrored(file[..<33] + title + file[33..<end] + comment + time + exif + file[end...])
        for chunk in ["tEXt", "iTXt", "tIME"] {
            #expect(once.chunk(chunk) == (title + comment + time).chunk(chunk))
        }
        #expect(once.chunk("eXIf") == ExifBlock(orientation: 8).bytes)
    }

    @Test(arguments: [(1, 1, 1), (3, 1, 1), (3, 2, 1), (3, 2, 2), (4, 1, 1)], [false, true])
    func `a JPEG of whole blocks is flipped without loss`(form: (Int, Int, Int), isProgressive: Bool) throws {
        var jpeg = JPEGFile(width: 64, height: 37, components: form.0)
        jpeg.sampling = (form.1, form.2)
        jpeg.isProgressive = isProgressive
        let original = jpeg.encode { x, y, component in (x * 3 + y * 5 + component * 40 + x * y) % 256 }
        let once = try mirrored(original)
        let twice = try mirrored(once)
        #expect(JPEGFile.coefficients(once) != JPEGFile.coefficients(original))
        #expect(JPEGFile.coefficients(twice) == JPEGFile.coefficients(original))
    }

    @Test(arguments: [(1, 1, 1), (3, 1, 1), (3, 2, 1), (3, 2, 2), (4, 1, 1)], [false, true])
    func `a JPEG of broken blocks keeps its pixels and is seen flipped`(
        form: (Int, Int, Int), isProgressive: Bool
    ) throws {
        var jpeg = JPEGFile(width: 61, height: 37, components: form.0)
        jpeg.sampling = (form.1, form.2)
        jpeg.isProgressive = isProgressive
        let original = jpeg.encode { x, y, component in (x * 3 + y * 5 + component * 40) % 256 }
        let once = try mirrored(original, says: Self.turned)
        #expect(JPEGFile.coefficients(once) == JPEGFile.coefficients(original))
        #expect(try orientation(once) == 2)
        #expect(try orientation(try mirrored(once, says: Self.turned)) == 1)
    }

    @Test func `the pixels of a JPEG of broken blocks are flipped on demand`() throws {
        let jpeg = JPEGFile(width: 61, height: 16)
        let once = try mirrored(
            jpeg.encode { x, _, _ in x < 30 ? 20 : 230 }, .pixels, says: Self.encodedAnew)
        #expect(try orientation(once) == 1)
        let whole = JPEGFile(width: 64, height: 16).encode { x, _, _ in x }
        #expect(try mirrored(whole, .pixels) == (try mirrored(whole)))
    }

    @Test(arguments: [(1, Flip.lossless), (3, .lossless), (1, .pixels), (3, .pixels)])
    func `a flipped JPEG shows what was at the right at the left`(components: Int, flip: Flip) throws {
        for width in [64, 61] {
            let says =
                width == 64 ? Self.flippedPixels : flip == .lossless ? Self.turned : Self.encodedAnew
            let jpeg = JPEGFile(width: width, height: 16, components: components)
            let flipped = try mirrored(
                jpeg.encode { x, _, _ in x < (width + 1) / 2 ? 20 : 230 }, flip, says: says)
            let drawing = try Fixture.with(flipped) { fixture in
                _ = try fixture.run(CharacterWork(), kind: .ascii, options: JobOptions(width: 8))
                return String(decoding: try fixture.result("text.txt"), as: UTF8.self)
            }
            // Beside the edge there are ripples; a dot may come from them farther off.
            let lines = drawing.replacing(".", with: " ").split(separator: "\n")
            #expect(lines.count == 1)
            #expect(lines.allSatisfy { $0.hasPrefix("   ") && $0.hasSuffix("@@@") && $0.count == 8 })
        }
    }

    @Test(arguments: [(1, 2), (2, 1), (3, 4), (4, 3), (5, 6), (6, 5), (7, 8), (8, 7)])
    func `the view of a JPEG of broken blocks is flipped from any orientation`(
        before: Int, after: Int32
    ) throws {
        var jpeg = JPEGFile(width: 13, height: 8)
        jpeg.orientation = before
        let once = try mirrored(jpeg.encode { x, _, _ in x * 10 }, says: Self.turned)
        #expect(try orientation(once) == after)
    }

    @Test(arguments: [true, false])
    func `an orientation is added to an Exif block, whose other entries stay`(isLittleEndian: Bool) throws {
        let file = JPEGFile(width: 13, height: 8).encode { x, _, _ in x * 10 }
        let maker = ExifBlock.Entry(tag: 0x010F, type: 2, count: 4, value: 0x414243)
        let date = ExifBlock.Entry(tag: 0x0132, type: 4, count: 1, value: 0x0102_0304)
        let block = ExifBlock(isLittleEndian: isLittleEndian, entries: [maker, date])
        let once = try mirrored(file.withExif(block.bytes), says: Self.turned)
        let read = try #require(once.exif.flatMap { ExifBlock($0) })
        #expect(read.isLittleEndian == isLittleEndian)
        #expect(read.entries == [maker, .orientation(2), date])
        #expect(try orientation(once) == 2)
    }

    @Test func `a damaged Exif block gives way to one with an orientation`() throws {
        let file = JPEGFile(width: 13, height: 8).encode { x, _, _ in x * 10 }
        for block in [[], Array("MM\0*\0\0\u{1}\0".utf8), Array("XX".utf8)] as [[UInt8]] {
            let once = try mirrored(file.withExif(block), says: Self.turned)
            #expect(once.exif.flatMap { ExifBlock($0) }?.entries == [.orientation(2)])
        }
    }

    @Test func `an Exif block that is full makes its JPEG be encoded anew`() throws {
        let file = JPEGFile(width: 13, height: 8).encode { x, _, _ in x * 10 }
        let block = ExifBlock(entries: []).bytes
        let full = block + [UInt8](repeating: 0, count: 65_533 - 6 - block.count)
        #expect(try mirrored(file.withExif(full), says: Self.encodedAnew).exif == full)
    }

    @Test func `the orientation of a turned JPEG is turned about`() throws {
        for (before, after) in [(1, 1), (2, 2), (3, 3), (4, 4), (5, 7), (6, 8), (7, 5), (8, 6)]
            as [(Int, Int32)]
        {
            var jpeg = JPEGFile(width: 16, height: 8)
            jpeg.orientation = before
            let once = try mirrored(jpeg.encode { x, _, _ in x * 10 })
            #expect(try orientation(once) == after)
        }
    }

    @Test func `a damaged image leaves nothing`() throws {
        for file in [
            PNGFile(width: 40, height: 40).encode { x, y, _ in x * y % 256 },
            JPEGFile(width: 40, height: 40).encode { x, y, _ in x * y % 256 },
            JPEGFile(width: 43, height: 40).encode { x, y, _ in x * y % 256 },
        ] {
            try Fixture.with(Array(file.prefix(file.count * 2 / 3))) { fixture in
                let problem = try #require(throws: Problem.self) {
                    try fixture.run(MirrorWork(), kind: .mirror)
                }
                #expect(problem.code == .badImage)
                #expect(throws: (any Error).self) { try fixture.result("mirror.png") }
                #expect(throws: (any Error).self) { try fixture.result("mirror.jpg") }
            }
        }
    }
}

extension [UInt8] {
    /// The content of a PNG's chunk.
    fileprivate func chunk(_ name: String) -> [UInt8]? {
        let name = Array(name.utf8)
        guard let start = indices.first(where: { self[$0...].starts(with: name) }), start >= 4 else {
            return nil
        }
        let length = self[start - 4..<start].reduce(0) { $0 << 8 | Int($1) }
        return Array(self[start + 4..<start + 4 + length])
    }

    /// A JPEG with an Exif marker at its beginning.
    fileprivate func withExif(_ block: [UInt8]) -> [UInt8] {
        let content = Array("Exif\0\0".utf8) + block
        let length = content.count + 2
        let head: [UInt8] = [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)]
        return self[..<2] + head + content + self[2...]
    }

    /// The first Exif block of a JPEG.
    fileprivate var exif: [UInt8]? {
        let name = Array("Exif\0\0".utf8)
        guard let start = indices.first(where: { self[$0...].starts(with: name) }) else { return nil }
        let length = Int(self[start - 2]) << 8 | Int(self[start - 1])
        return Array(self[start + name.count..<start - 2 + length])
    }
}
