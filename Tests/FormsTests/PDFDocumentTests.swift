import Foundation
import Testing

@testable import Forms

@Suite struct PDFDocumentTests {
    /// A grey PNG of 4 × 2 pixels; the data is not looked at.
    private static func png(depth: UInt8 = 8, type: UInt8 = 0, interlacing: UInt8 = 0, more: [UInt8] = [])
        -> [UInt8]
    {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", [0, 0, 0, 4, 0, 0, 0, 2, depth, type, 0, 0, interlacing]) + more
            + chunk("IDAT", [1, 2, 3]) + chunk("IDAT", [4, 5]) + chunk("IEND", [])
    }

    private static func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        [0, 0, 0, UInt8(content.count)] + type.utf8 + content + [0, 0, 0, 0]
    }

    private static func jpeg(components: UInt8, marker: UInt8 = 0xC0, before: [UInt8] = []) -> [UInt8] {
        [0xFF, 0xD8] + before + [0xFF, 0xE1, 0, 4, 0xFF, 0xC0]
            + [0xFF, marker, 0, 8 + 3 * components, 8, 0, 2, 0, 4, components]
            + [UInt8](repeating: 1, count: 3 * Int(components)) + [0xFF, 0xDA, 0, 2, 9, 9, 0xFF, 0xD9]
    }

    @Test func `a PNG is taken over as it is compressed`() throws {
        let picture = try #require(PDFPicture(file: Self.png(depth: 2)))
        #expect((picture.width, picture.height) == (4, 2))
        #expect(picture.bytes == [1, 2, 3, 4, 5])
        #expect(picture.entries.contains("/ColorSpace /DeviceGray /BitsPerComponent 2 /Filter /FlateDecode"))
        #expect(picture.entries.contains("/Predictor 15 /Colors 1 /BitsPerComponent 2 /Columns 4"))
        let palette = Self.chunk("PLTE", [255, 0, 0, 0, 0, 255])
        let indexed = try #require(PDFPicture(file: Self.png(depth: 1, type: 3, more: palette)))
        #expect(indexed.entries.contains("[/Indexed /DeviceRGB 1 <FF00000000FF>]"))
    }

    @Test func `PNGs that PDF's filters do not take are refused`() {
        #expect(PDFPicture(file: Self.png(type: 6)) == nil)
        #expect(PDFPicture(file: Self.png(type: 4)) == nil)
        #expect(PDFPicture(file: Self.png(interlacing: 1)) == nil)
        #expect(PDFPicture(file: Self.png(more: Self.chunk("tRNS", [0, 1]))) == nil)
        #expect(PDFPicture(file: Self.png(depth: 1, type: 3)) == nil)
        for count in 0..<60 { _ = PDFPicture(file: Array(Self.png().prefix(count))) }
    }

    @Test func `a JPEG is taken over whole, by the header of its frame`() throws {
        let file = Self.jpeg(components: 3)
        let picture = try #require(PDFPicture(file: file))
        #expect((picture.width, picture.height, picture.bytes) == (4, 2, file))
        #expect(picture.entries == "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode")
        #expect(
            PDFPicture(file: Self.jpeg(components: 1, marker: 0xC2))?.entries.contains("DeviceGray") == true)
        let adobe: [UInt8] = [0xFF, 0xEE, 0, 14] + Array("Adobe".utf8) + [UInt8](repeating: 0, count: 7)
        let inverted = try #require(PDFPicture(file: Self.jpeg(components: 4, before: adobe)))
        #expect(inverted.entries.hasSuffix("/DCTDecode /Decode [1 0 1 0 1 0 1 0]"))
        #expect(PDFPicture(file: Self.jpeg(components: 4))?.entries.contains("/Decode ") == false)
    }

    @Test func `JPEGs that PDF does not have are refused`() {
        #expect(PDFPicture(file: Self.jpeg(components: 3, marker: 0xC3)) == nil)
        #expect(PDFPicture(file: Self.jpeg(components: 3, marker: 0xC9)) == nil)
        #expect(PDFPicture(file: Self.jpeg(components: 2)) == nil)
        for count in 0..<30 { _ = PDFPicture(file: Array(Self.jpeg(components: 3).prefix(count))) }
    }

    @Test func `every object begins where the table says`() throws {
        let picture = try #require(PDFPicture(file: Self.png()))
        var document = PDFDocument()
        document.add(SamplePages.page, picture)
        var bytes = document.take()
        document.add(SamplePages.empty, picture)
        document.finish()
        bytes += document.take()
        let text = String(decoding: bytes, as: Unicode.ASCII.self)
        let table = try #require(text.range(of: "\nxref\n0 "))
        let lines = text[table.upperBound...].split(separator: "\n")
        let count = try #require(Int(lines[0]))
        #expect(count == 13)
        for number in 1..<count {
            let offset = try #require(Int(lines[1 + number].prefix(10)))
            #expect(bytes[offset...].starts(with: "\(number) 0 obj\n".utf8), "\(number)")
        }
        #expect(text.contains("/MediaBox [0 0 288 216]"))
        #expect(text.contains("/Count 2"))
        // The high bytes of the second line are a character each.
        let place = text.unicodeScalars.distance(from: text.startIndex, to: table.lowerBound) + 1
        #expect(text.hasSuffix("startxref\n\(place)\n%%EOF\n"))
    }

    @Test(arguments: [
        (1, "300 0 0 200 0 0"), (2, "-300 0 0 200 300 0"), (3, "-300 0 0 -200 300 200"),
        (4, "300 0 0 -200 0 200"),
        (5, "0 -200 -300 0 300 200"), (6, "0 -200 300 0 0 200"), (7, "0 200 300 0 0 0"),
        (8, "0 200 -300 0 300 0"),
    ])
    func `a stored picture is drawn upright`(orientation: Int, numbers: String) {
        let matrix = PictureMatrix(orientation: orientation, (width: 300, height: 200))
        #expect(matrix.text.replacing("-0 ", with: "0 ") == numbers)
    }

    @Test func `more than 255 characters take several fonts, and each is told apart`() {
        var fonts = InvisibleFonts()
        let all = String(String.UnicodeScalarView((0x4E00..<0x4E00 + 300).compactMap(Unicode.Scalar.init)))
        let runs = fonts.runs(of: all + "丁")
        #expect(runs.map(\.font) == [0, 1, 0])
        #expect(runs.map(\.codes.count) == [255, 45, 1])
        #expect(runs[2].codes == [2])
        let meaning = InvisibleFonts.meaning(of: fonts.fonts[1] + ["😀"])
        #expect(meaning.contains("46 beginbfchar") && meaning.contains("<2E> <D83DDE00>"))
    }
}
