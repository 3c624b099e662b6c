import Testing

@testable import ImageText

@Suite struct TextLayerTests {
    /// Words of one height, `x` and `y` their places.
    private func found(_ words: [(String, x: Int, y: Int)]) -> [TextLayer.Found] {
        words.map { TextLayer.Found(text: $0.0, box: Word.Box(x: $0.x, y: $0.y, width: 90, height: 20)) }
    }

    private let page = [
        ("Several", x: 10, y: 10), ("words", x: 110, y: 12), ("below", x: 10, y: 34), ("apart", x: 10, y: 80),
        ("beside", x: 300, y: 10),
    ]

    @Test func `words are lines, paragraphs and blocks by where they stand`() throws {
        let read = try #require(TextLayer(found(page), width: 500, height: 200).page)
        #expect(
            String(decoding: read.best.text, as: UTF8.self) == "Several words\nbelow\n\napart\n\nbeside\n")
        let places = read.best.words.map { [$0.place.block, $0.place.paragraph, $0.place.line] }
        #expect(places == [[1, 1, 1], [1, 1, 1], [1, 1, 2], [1, 2, 1], [2, 1, 1]])
        #expect(read.source == .textLayer && read.readings.isEmpty)
        #expect((read.width, read.height) == (500, 200))
    }

    @Test func `what lies outside the page is cut off`() throws {
        let read = try #require(TextLayer(found(page), width: 350, height: 15).page)
        #expect(
            read.best.words.map { [$0.box.x, $0.box.y, $0.box.width, $0.box.height] }.last == [
                300, 10, 50, 5,
            ])
    }

    @Test func `a stamp or page number is no text of the page, nor are letters without meaning`() {
        #expect(
            TextLayer(found([("Page", x: 1, y: 1), ("12", x: 99, y: 1)]), width: 500, height: 200).page == nil
        )
        #expect(TextLayer([], width: 500, height: 200).page == nil)
        let nonsense = page.map { ($0.0 + "\u{E001}\u{E002}", x: $0.x, y: $0.y) }
        #expect(TextLayer(found(nonsense), width: 500, height: 200).page == nil)
    }
}
