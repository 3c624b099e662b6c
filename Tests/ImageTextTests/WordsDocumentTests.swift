import Foundation
import Jobs
import Testing

@testable import ImageText

@Suite struct WordsDocumentTests {
    private func page(_ text: String, confidence: Double, isNoise: Bool = false) -> ReadPage {
        let box = Word.Box(x: 1, y: 2, width: 3, height: 4)
        var word = Word(
            text: text, confidence: confidence, box: box, place: Word.Place(block: 1, paragraph: 1, line: 1))
        word.isNoise = isNoise
        return ReadPage(width: 30, height: 20, textLayer: [Reading.Line(text: text, words: [word])])
    }

    @Test func `each page stands on a line of its own, and all of it is one JSON text`() throws {
        var words = WordsDocument(language: "eng+deu")
        words.add(page("long", confidence: 90))
        words.add(page("x\n", confidence: 60))
        words.add(page("noise", confidence: 5, isNoise: true))
        words.finish()
        let lines = words.bytes.split(separator: UInt8(ascii: "\n"))
        #expect(lines.count == 5)
        #expect(lines[1].starts(with: #"{"number":1,"#.utf8) && lines[2].starts(with: #"{"number":2,"#.utf8))
        let json = try JSONSerialization.jsonObject(with: Data(words.bytes)) as? [String: Any]
        #expect(json?["mean_confidence"] as? Int == 80)  // (4 × 90 + 2 × 60) / 6
        #expect((json?["pages"] as? [Any])?.count == 3)
        #expect((words.pages, words.words) == (3, 2))
    }

    @Test func `pages of the text are apart by form feeds`() {
        var text = PlainText()
        for word in ["one", "", "three"] { text.add(page(word, confidence: 90)) }
        #expect(String(decoding: text.bytes, as: UTF8.self) == "one\n\u{0C}\u{0C}three\n")
    }

    @Test func `progress of pages adds up to that of the job, and never falls`() {
        let whole = RecordingMonitor()
        for index in 0..<4 {
            let page = PageMonitor(whole, page: index, of: 4)
            for progress in [0, 0.5, 1.2] { page.update(.recognising, progress: progress) }
        }
        #expect(whole.progress == whole.progress.sorted())
        #expect(whole.progress.first == 0 && whole.progress.last == PageMonitor.span)
        #expect(Set(whole.progress).count == 9)
    }

    @Test(
        arguments: [(1, [6, 3, 8, 1]), (2, [7, 4, 5, 2]), (6, [3, 8, 1, 6]), (5, [2, 7, 4, 5])]
            as [(Int32, [Int32])])
    func `turning what is seen turns how it is stored`(orientation: Int32, turned: [Int32]) {
        #expect((1...4).map { Orientation(rawValue: orientation).turned(by: $0).rawValue } == turned)
    }
}
