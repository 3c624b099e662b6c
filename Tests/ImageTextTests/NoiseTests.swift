import Testing

@testable import ImageText

@Suite struct NoiseTests {
    private func line(_ words: [(String, Double)]) -> Reading.Line {
        let box = Word.Box(x: 0, y: 0, width: 1, height: 1)
        let words = words.map { Word(text: $0.0, confidence: $0.1, box: box, place: Word.Place()) }
        return Noise.marked(Reading.Line(text: words.map(\.text).joined(separator: " "), words: words))
    }

    @Test func `a line that is not believed is left out`() {
        #expect(line([("FOROS", 12), ("IRR", 41)]).legibleText.isEmpty)
    }

    @Test func `a weak word in a good line stays`() {
        #expect(line([("TOTAL", 95), ("6.36", 11)]).legibleText == "TOTAL 6.36")
    }

    @Test func `a speck beside a line is left out`() {
        #expect(line([("|", 22), ("TOTAL", 95), ("-", 90)]).legibleText == "TOTAL -")
    }
}
