import Foundation
import Jobs
import TestImages
import Testing

@testable import ImageText

/// Pages that the engine alone reads badly, and what the list of steps makes of them.
@Suite(.serialized) struct PreparationTests {
    private struct Document: Decodable {
        struct Step: Decodable {
            var step: String
        }

        struct Word: Decodable {
            var text: String
            var box: [Int]
        }

        struct Page: Decodable {
            var preparation: [Step]
            var words: [Word]
        }

        var pages: [Page]

        var preparation: [Step] { pages[0].preparation }
        var words: [Word] { pages[0].words }
    }

    private let lettering = Lettering("HELLO PLATEN 24")

    private func read(
        width: Int, height: Int, _ options: JobOptions = JobOptions(), grey: (Int, Int) -> Int
    ) throws -> (text: String, document: Document) {
        let file = PNGFile(width: width, height: height).encode { x, y, _ in grey(x, y) }
        return try Fixture.with(file) { fixture in
            _ = try fixture.run(
                TextWork(recogniser: try TextRecogniser.asInProcessors()), kind: .ocr, options: options)
            let text = String(decoding: try fixture.result("text.txt"), as: UTF8.self)
            let words = Data(try fixture.result("words.json"))
            return (text, try JSONDecoder().decode(Document.self, from: words))
        }
    }

    /// The lettering's grey at a place that may be outside it.
    private func grey(_ x: Int, _ y: Int, paper: Int = 255, ink: Int = 0) -> Int {
        guard (0..<lettering.width).contains(x), (0..<lettering.height).contains(y) else { return paper }
        return lettering.isBlack(x, y) ? ink : paper
    }

    @Test func `a clean page is left alone and read once`() throws {
        let (text, document) = try read(width: lettering.width, height: lettering.height) { grey($0, $1) }
        #expect(text == "HELLO PLATEN 24\n")
        #expect(document.preparation.isEmpty)
    }

    @Test func `a page on a dark table is cut out, and its boxes stay where they were`() throws {
        let (left, top) = (120, 90)
        let (width, height) = (lettering.width + 2 * left, lettering.height + 2 * top)
        let (text, document) = try read(width: width, height: height) { x, y in
            let isPage = (left..<width - left).contains(x) && (top..<height - top).contains(y)
            return isPage ? grey(x - left, y - top) : 25
        }
        #expect(text == "HELLO PLATEN 24\n")
        #expect(document.preparation.map(\.step) == ["border"])
        let box = try #require(document.words.first).box
        #expect(abs(box[0] - left - 48) < 12)
        #expect(abs(box[1] - top - 48) < 12)
    }

    @Test func `light text on a dark ground is turned over`() throws {
        let (text, document) = try read(width: lettering.width, height: lettering.height) { x, y in
            grey(x, y, paper: 0, ink: 255)
        }
        #expect(text == "HELLO PLATEN 24\n")
        #expect(document.preparation.map(\.step) == ["inversion"])
    }

    @Test func `small print is enlarged`() throws {
        let (text, document) = try read(width: lettering.width / 6, height: lettering.height / 6) { x, y in
            grey(x * 6 + 3, y * 6 + 3)
        }
        #expect(text == "HELLO PLATEN 24\n")
        #expect(document.preparation.map(\.step) == ["scale"])
    }

    @Test func `text that stands on its head is read`() throws {
        let (width, height) = (lettering.width, lettering.height)
        let (text, document) = try read(width: width, height: height) {
            grey(width - 1 - $0, height - 1 - $1)
        }
        #expect(text == "HELLO PLATEN 24\n")
        #expect(document.preparation.map(\.step).contains("turn"))
        #expect(abs(try #require(document.words.first).box[0] - 48) < 12)
    }

    @Test func `nothing is done where the submission says so`() throws {
        let options = JobOptions(prepare: Preparing.none)
        let (_, document) = try read(width: lettering.width, height: lettering.height, options) { x, y in
            grey(x, y, paper: 0, ink: 255)
        }
        #expect(document.preparation.isEmpty)
    }
}
