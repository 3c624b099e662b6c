import CImageCodecs
import Foundation
import Jobs
import TestImages
import TestSupport
import Testing

@testable import ImageText

@Suite struct ImageReaderTests {
    private static let limits = ImageLimits(maximumPixels: 100_000, maximumDecoderBytes: 10_000_000)

    /// The rows of a file, one array each.
    private func rows(
        of file: [UInt8], limits: ImageLimits = Self.limits, denominator: Int = 1
    ) throws -> (header: platen_image_header, rows: [[UInt8]]) {
        try withTemporaryFolder { folder in
            let path = "\(folder)/image"
            try Data(file).write(to: URL(filePath: path))
            var reader = try ImageReader(path: path, limits: limits)
            try reader.begin(denominator: denominator)
            var rows: [[UInt8]] = []
            let bytes = platen_image_row_bytes(reader.header.rows, UInt32(reader.width))
            for _ in 0..<reader.height {
                try unsafe reader.nextRow { row in
                    rows.append(unsafe Array(UnsafeBufferPointer(start: row, count: bytes)))
                }
            }
            try reader.finish()
            return (reader.header, rows)
        }
    }

    private func problem(of file: [UInt8], limits: ImageLimits = Self.limits) throws -> Problem {
        try #require(throws: Problem.self) { _ = try rows(of: file, limits: limits) }
    }

    @Test(arguments: [false, true], [1, 2, 4, 8, 16])
    func `grey of any depth comes as bits or bytes`(isInterlaced: Bool, depth: Int) throws {
        var png = PNGFile(width: 13, height: 9, depth: depth)
        png.isInterlaced = isInterlaced
        let top = 1 << depth - 1
        func level(_ x: Int, _ y: Int) -> Int { (x * 7 + y * 3) * top / 120 }
        let (header, rows) = try rows(of: png.encode { x, y, _ in level(x, y) })
        #expect(header.rows == (depth == 1 ? PLATEN_ROWS_BITS : PLATEN_ROWS_GREY))
        for y in 0..<9 {
            for x in 0..<13 {
                if depth == 1 {
                    #expect(Int(rows[y][x / 8] >> (7 - x % 8) & 1) == 1 - level(x, y))
                } else {
                    #expect(Int(rows[y][x]) == (depth == 16 ? level(x, y) >> 8 : level(x, y) * 255 / top))
                }
            }
        }
    }

    @Test(arguments: [false, true], [8, 16])
    func `colour and alpha lie on white`(isInterlaced: Bool, depth: Int) throws {
        let scale = depth == 16 ? 257 : 1
        var png = PNGFile(width: 5, height: 4, type: .rgba, depth: depth)
        png.isInterlaced = isInterlaced
        let alphas = [0, 51, 128, 204, 255]
        let file = png.encode { x, _, channel in (channel == 3 ? alphas[x] : channel * 100) * scale }
        let (header, rows) = try rows(of: file)
        #expect(header.rows == PLATEN_ROWS_RGB)
        for x in 0..<5 {
            let expected = (0..<3).map { channel in
                UInt8((Double(channel * 100 * alphas[x] + 255 * (255 - alphas[x])) / 255).rounded())
            }
            #expect(Array(rows[3][3 * x..<3 * x + 3]) == expected)
        }
    }

    @Test func `RGB without alpha comes as it is`() throws {
        let png = PNGFile(width: 7, height: 3, type: .rgb)
        let (_, rows) = try rows(of: png.encode { x, y, channel in x * 30 + y * 5 + channel })
        let expected: [UInt8] = [
            10, 11, 12, 40, 41, 42, 70, 71, 72, 100, 101, 102, 130, 131, 132, 160, 161, 162, 190, 191, 192,
        ]
        #expect(rows[2] == expected)
    }

    @Test func `grey with alpha lies on white`() throws {
        let png = PNGFile(width: 2, height: 1, type: .greyAlpha)
        let (header, rows) = try rows(of: png.encode { x, _, channel in channel == 0 ? 10 : x * 255 })
        #expect(header.rows == PLATEN_ROWS_GREY)
        #expect(rows == [[255, 10]])
    }

    @Test func `a transparent grey lies on white`() throws {
        var png = PNGFile(width: 4, height: 1, depth: 2)
        png.transparentGrey = 1
        let (header, rows) = try rows(of: png.encode { x, _, _ in x })
        #expect(header.rows == PLATEN_ROWS_GREY)
        #expect(rows == [[0, 255, 170, 255]])
    }

    @Test(arguments: [1, 2, 4, 8])
    func `a palette of colours comes as RGB`(depth: Int) throws {
        var png = PNGFile(width: 5, height: 1, type: .palette, depth: depth)
        png.palette = [200, 0, 0, 0, 0, 90]
        let (header, rows) = try rows(of: png.encode { x, _, _ in x % 2 })
        #expect(header.rows == PLATEN_ROWS_RGB)
        #expect(rows == [[200, 0, 0, 0, 0, 90, 200, 0, 0, 0, 0, 90, 200, 0, 0]])
    }

    @Test func `a palette of greys comes as grey, its transparency on white`() throws {
        var png = PNGFile(width: 3, height: 1, type: .palette, depth: 2)
        png.palette = [0, 0, 0, 100, 100, 100, 200, 200, 200]
        png.paletteAlpha = [255, 0]
        let (header, rows) = try rows(of: png.encode { x, _, _ in x })
        #expect(header.rows == PLATEN_ROWS_GREY)
        #expect(rows == [[0, 255, 200]])
    }

    @Test(arguments: [[0, 0, 0, 255, 255, 255], [255, 255, 255, 0, 0, 0]] as [[UInt8]])
    func `a black and white palette comes as bits`(palette: [UInt8]) throws {
        var png = PNGFile(width: 3, height: 1, type: .palette, depth: 1)
        png.palette = palette
        let (header, rows) = try rows(of: png.encode { x, _, _ in x == 1 ? 1 : 0 })
        #expect(header.rows == PLATEN_ROWS_BITS)
        #expect(rows[0][0] & 0xE0 == (palette[0] == 0 ? 0b1010_0000 : 0b0100_0000))
    }

    @Test(arguments: [false, true], [false, true])
    func `a grey JPEG comes as grey, a coloured one as RGB`(isProgressive: Bool, isArithmetic: Bool) throws {
        for components in [1, 3] {
            var jpeg = JPEGFile(width: 40, height: 24, components: components)
            jpeg.isProgressive = isProgressive
            jpeg.isArithmetic = isArithmetic
            jpeg.sampling = (2, 2)
            let (header, rows) = try rows(of: jpeg.encode { _, _, component in [180, 60, 30][component] })
            #expect(header.rows == (components == 1 ? PLATEN_ROWS_GREY : PLATEN_ROWS_RGB))
            let expected = [180, 60, 30].prefix(components)
            for (got, wanted) in zip(rows[12], expected) { #expect(abs(Int(got) - wanted) <= 4) }
        }
    }

    @Test func `inks come as RGB`() throws {
        // libjpeg stores them as given; marked as Adobe's, 255 is no ink.
        let jpeg = JPEGFile(width: 16, height: 16, components: 4)
        let file = jpeg.encode { _, _, component in [255, 128, 0, 255][component] }
        let (header, rows) = try rows(of: file)
        #expect(header.rows == PLATEN_ROWS_RGB)
        for (got, wanted) in zip(rows[8], [255, 128, 0]) { #expect(abs(Int(got) - wanted) <= 4) }
    }

    @Test func `a JPEG comes out smaller on demand`() throws {
        let jpeg = JPEGFile(width: 100, height: 60)
        let (_, rows) = try rows(of: jpeg.encode { _, _, _ in 77 }, denominator: 4)
        #expect(rows.count == 15)
        #expect(rows.allSatisfy { $0.count == 25 && $0.allSatisfy { abs(Int($0) - 77) <= 2 } })
    }

    @Test func `resolution and orientation are read`() throws {
        var png = PNGFile(width: 2, height: 2)
        png.pixelsPerMetre = 11_811
        #expect(try rows(of: png.encode { _, _, _ in 0 }).header.resolution_y == 300)
        var jpeg = JPEGFile(width: 8, height: 8)
        jpeg.pixelsPerInch = 240
        jpeg.orientation = 6
        let header = try rows(of: jpeg.encode { _, _, _ in 0 }).header
        #expect(header.resolution_x == 240)
        #expect(header.orientation == 6)
    }

    @Test func `an image over the limit is refused by its header`() throws {
        let png = PNGFile(width: 400, height: 300).encode { _, _, _ in 0 }
        let jpeg = JPEGFile(width: 400, height: 300).encode { _, _, _ in 0 }
        let limits = ImageLimits(maximumPixels: 119_999, maximumDecoderBytes: 1 << 30)
        for file in [png, jpeg] {
            // Only the header is there: anything that would decode fails in another way.
            #expect(try problem(of: file, limits: limits).code == .tooManyPixels)
            let enough = ImageLimits(maximumPixels: 120_000, maximumDecoderBytes: 1 << 30)
            #expect(try rows(of: file, limits: enough).rows.count == 300)
        }
    }

    @Test func `2³¹ declared pixels a side are refused`() throws {
        for side in [0x7FFF_FFFF, 0x8000_0000] as [UInt32] {
            var file = PNGFile(width: 4, height: 4).encode { _, _, _ in 0 }
            for (index, shift) in [24, 16, 8, 0].enumerated() {
                file[16 + index] = UInt8(truncatingIfNeeded: side >> shift)
                file[20 + index] = UInt8(truncatingIfNeeded: side >> shift)
            }
            let crc = CRC32.of(file[12..<29])
            for (index, shift) in [24, 16, 8, 0].enumerated() {
                file[29 + index] = UInt8(truncatingIfNeeded: crc >> shift)
            }
            let expected: Problem.Code = side == 0x7FFF_FFFF ? .tooManyPixels : .badImage
            #expect(try problem(of: file).code == expected)
        }
    }

    @Test func `an interlaced image that needs more memory than allowed is refused`() throws {
        var png = PNGFile(width: 300, height: 300, type: .rgba, depth: 16)
        png.isInterlaced = true
        let limits = ImageLimits(maximumPixels: 100_000, maximumDecoderBytes: 300_000)
        #expect(try problem(of: png.encode { _, _, _ in 0 }, limits: limits).code == .memoryLimit)
    }

    @Test func `a progressive JPEG that needs more memory than allowed is refused`() throws {
        var jpeg = JPEGFile(width: 300, height: 300, components: 3)
        jpeg.isProgressive = true
        let limits = ImageLimits(maximumPixels: 100_000, maximumDecoderBytes: 100_000)
        #expect(try problem(of: jpeg.encode { _, _, _ in 0 }, limits: limits).code == .memoryLimit)
    }

    @Test(arguments: [0.1, 0.5, 0.9, 0.99])
    func `a file that is cut short is a bad image`(share: Double) throws {
        let noise: (Int, Int, Int) -> Int = { x, y, channel in (x * x + y * 31 + channel * 77) * 7919 % 256 }
        var progressive = JPEGFile(width: 90, height: 70, components: 3)
        progressive.isProgressive = true
        var arithmetic = JPEGFile(width: 90, height: 70, components: 3)
        arithmetic.isArithmetic = true
        let files = [
            PNGFile(width: 90, height: 70, type: .rgb).encode(noise),
            JPEGFile(width: 90, height: 70, components: 3).encode(noise),
            progressive.encode(noise), arithmetic.encode(noise),
        ]
        for file in files {
            let cut = Array(file.prefix(Int(Double(file.count) * share)))
            #expect(try problem(of: cut).code == .badImage)
        }
    }

    @Test func `a sequential JPEG that lacks only its end marker is read`() throws {
        let file = JPEGFile(width: 90, height: 70, components: 3).encode { x, y, _ in (x + y) % 256 }
        #expect(file.suffix(2) == [0xFF, 0xD9])
        #expect(try rows(of: file.dropLast(2)).rows.count == 70)
    }

    @Test func `garbage after the magic is a bad image`() throws {
        for format in ImageFormat.allCases {
            #expect(try problem(of: format.magic + (0..<500).map { UInt8($0 * 37 % 251) }).code == .badImage)
            #expect(try problem(of: format.magic).code == .badImage)
        }
    }

    @Test func `another format is a bad image, a missing file is named as such`() throws {
        #expect(try problem(of: Array("GIF89a".utf8)).code == .badImage)
        #expect(try problem(of: []).code == .badImage)
        let problem = try #require(throws: Problem.self) {
            _ = try ImageReader(path: "/nonexistent/image", limits: Self.limits).header
        }
        #expect(problem.code == .inputMissing)
    }

    @Test func `a broken checksum is a bad image`() throws {
        var file = PNGFile(width: 20, height: 20).encode { x, _, _ in x }
        file[file.count - 14] ^= 1
        #expect(try problem(of: file).code == .badImage)
    }

    @Test func `a text that declares two gigabytes does not get them`() throws {
        let file = PNGFile(width: 20, height: 20).encode { x, _, _ in x }
        var text = PNGChunk("iTXt", Array("Comment\0\0\0\0\0".utf8)).bytes
        text[0] = 0x7F
        let before = Self.peakMemoryKiB()
        #expect(try problem(of: file[..<33] + text + file[33...]).code == .badImage)
        #expect(Self.peakMemoryKiB() - before < 1 << 20)
    }

    private static func peakMemoryKiB() -> Int {
        var usage = rusage()
        unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss
    }
}
