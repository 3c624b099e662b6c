import Foundation
import Jobs
import TestImages
import Testing

@testable import ImageText

@Suite(.serialized) struct TextWorkTests {
    private struct Document: Decodable {
        struct Page: Decodable {
            var width: Int
            var height: Int
            var words: [Word]
        }

        struct Word: Decodable {
            var text: String
            var confidence: Double
            var box: [Int]
            var block: Int
            var paragraph: Int
            var line: Int

            var place: [Int] { [block, paragraph, line] }
        }

        var pages: [Page]
        var language: String
        var mean_confidence: Int

        var page: Page { pages[0] }
        var words: [Word] { page.words }
    }

    private let lettering = Lettering("HELLO PLATEN 24")

    private func read(_ file: [UInt8]) throws -> (text: String, document: Document, monitor: RecordingMonitor)
    {
        try Fixture.with(file) { fixture in
            let result = try fixture.run(
                TextWork(recogniser: try TextRecogniser.asInProcessors()), kind: .ocr)
            #expect(result.files.map(\.name) == ["text.txt", "words.json"])
            let text = String(decoding: try fixture.result("text.txt"), as: UTF8.self)
            let words = Data(try fixture.result("words.json"))
            return (text, try JSONDecoder().decode(Document.self, from: words), fixture.monitor)
        }
    }

    private func page(depth: Int) -> PNGFile {
        PNGFile(width: lettering.width, height: lettering.height, depth: depth)
    }

    @Test(arguments: [1, 8])
    func `a page of bits and one of greys are read`(depth: Int) throws {
        let white = (1 << depth) - 1
        let file = page(depth: depth).encode { x, y, _ in lettering.isBlack(x, y) ? 0 : white }
        let (text, document, _) = try read(file)
        #expect(text == "HELLO PLATEN 24\n")
        #expect(document.words.map(\.text) == ["HELLO", "PLATEN", "24"])
        #expect(document.language == "eng")
        #expect((0...100).contains(document.mean_confidence))
    }

    @Test func `progress rises line by line`() throws {
        var png = page(depth: 1)
        let rows = png.rows { x, y, _ in lettering.isBlack(x, y) ? 0 : 1 }
        png.height *= 5
        let (_, document, monitor) = try read(png.encode(rows: rows + rows + rows + rows + rows))
        #expect(Set(document.words.map(\.place)).count == 5)
        #expect(monitor.progress == monitor.progress.sorted())
        #expect(Set(monitor.progress.filter { (0.11..<0.95).contains($0) }).count >= 3)
        #expect(monitor.stages == monitor.stages.sorted { $0.rawValue < $1.rawValue })
        #expect(monitor.stages.last == .writing)
    }

    @Test func `boxes enclose the words on the page`() throws {
        let file = page(depth: 1).encode { x, y, _ in lettering.isBlack(x, y) ? 0 : 1 }
        let (_, document, _) = try read(file)
        #expect(document.page.width == lettering.width)
        #expect(document.page.height == lettering.height)
        let lefts = document.words.map { $0.box[0] }
        #expect(lefts == lefts.sorted())
        for word in document.words {
            #expect(word.box.count == 4)
            #expect(word.box[0] + word.box[2] <= lettering.width)
            #expect(word.box[2] > word.box[3] / 2)
            #expect((word.block, word.paragraph, word.line) == (1, 1, 1))
            #expect((0...100).contains(word.confidence))
        }
    }

    @Test(arguments: 1...8)
    func `a photo is read upright however it is stored`(value: Int) throws {
        let orientation = Orientation(rawValue: Int32(value))
        let lettering = Lettering("HELLO")
        let (width, height) = (lettering.width, lettering.height)
        var jpeg = JPEGFile(
            width: orientation.isTurned ? height : width, height: orientation.isTurned ? width : height)
        jpeg.orientation = value
        jpeg.quality = 100
        var stored = [Int](repeating: 255, count: width * height)
        for row in 0..<height {
            for column in 0..<width where lettering.isBlack(column, row) {
                let place = orientation.stored(
                    column: column, row: row, width: jpeg.width, height: jpeg.height)
                stored[place.y * jpeg.width + place.x] = 0
            }
        }
        let (text, document, _) = try read(jpeg.encode { x, y, _ in stored[y * jpeg.width + x] })
        #expect(text == "HELLO\n")
        #expect((document.page.width, document.page.height) == (width, height))
    }

    @Test func `an empty page is an empty text`() throws {
        let (text, document, _) = try read(PNGFile(width: 200, height: 100).encode { _, _, _ in 255 })
        #expect(text.allSatisfy { $0.isWhitespace })
        #expect(document.words.isEmpty)
    }

    @Test func `a job that is given up ends inside the page`() throws {
        let file = page(depth: 1).encode { x, y, _ in lettering.isBlack(x, y) ? 0 : 1 }
        try Fixture.with(file) { fixture in
            fixture.monitor.isGivenUp = true
            let problem = try #require(throws: Problem.self) {
                try fixture.run(TextWork(recogniser: try TextRecogniser.asInProcessors()), kind: .ocr)
            }
            #expect(problem == .givenUp)
        }
    }

    @Test func `a side that is longer than Tesseract's coordinates is refused`() throws {
        let file = PNGFile(width: 40_000, height: 2, depth: 1).encode { _, _, _ in 1 }
        try Fixture.with(file) { fixture in
            let problem = try #require(throws: Problem.self) {
                try fixture.run(TextWork(recogniser: try TextRecogniser.asInProcessors()), kind: .ocr)
            }
            #expect(problem.code == .tooManyPixels)
        }
    }
}
