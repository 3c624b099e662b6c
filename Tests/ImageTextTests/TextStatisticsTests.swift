import Testing

@testable import ImageText

@Suite struct TextStatisticsTests {
    @Test(
        arguments: [
            ("", []), ("  \n ", []), ("Don’t stop-gap 3.14 a.b", ["Don’t", "stop-gap", "3.14", "a", "b"]),
            ("'quoted' - dash, 1,000; e\u{301}t", ["quoted", "dash", "1,000", "e\u{301}t"]),
            ("東京 is かな", ["東", "京", "is", "か", "な"]), ("x-", ["x"]), ("-x", ["x"]),
        ] as [(String, [String])])
    func `words are what is written between spaces and marks`(text: String, words: [String]) {
        #expect(TextWords.words(of: text).map { String($0) } == words)
    }

    @Test(arguments: [
        ("", 0), ("No end", 1), ("One. Two! Three?", 3), ("Wait... what?! “Yes.” (No.)", 3),
        ("approx. ten of 3.5 kg. Done", 2), ("A heading\n\nA paragraph. ", 2), ("一。二。三", 3), ("...", 0),
        ("one\ntwo", 1),
    ])
    func `sentences end with a mark and a space, or an empty line`(text: String, count: Int) {
        #expect(TextSentences.count(in: text) == count)
    }

    @Test(arguments: [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("a\r\n\r\nb\r\n", 3), ("\n", 1)])
    func `lines are counted with their ends or without`(text: String, count: Int) {
        #expect(TextStatistics(text).lines == count)
    }

    @Test func `characters are those that people see`() {
        let statistics = TextStatistics("e\u{301} 👩‍👩‍👧\r\n")
        #expect(statistics.characters == 4)
        #expect(statistics.visibleCharacters == 2)
    }

    @Test func `the most frequent words come first, others in their order`() {
        let statistics = TextStatistics("The cat and the dog and THE bird")
        #expect(statistics.frequentWords.map(\.word) == ["the", "and", "cat", "dog", "bird"])
        #expect(statistics.frequentWords.map(\.count) == [3, 2, 1, 1, 1])
        let many = TextStatistics((0..<30).map { "w\($0)" }.joined(separator: " "))
        #expect(many.frequentWords.map(\.word) == (0..<10).map { "w\($0)" })
    }

    @Test func `words of any length fit into the result`() {
        let word = "a" + String(repeating: "\u{301}\u{302}", count: 4000)
        let long = (0..<10).map { String(repeating: "ß\($0)", count: 500) }
        let document = StatisticsDocument(TextStatistics((long + [word]).joined(separator: " ")), nil)
        #expect(document.text.utf8.count < 4096)
    }

    @Test func `238 words are read in a minute`() {
        let text = String(repeating: "word ", count: 119)
        #expect(TextStatistics(text).readingSeconds == 30)
        #expect(StatisticsDocument(TextStatistics(text), nil).text.contains(#""reading_seconds":30.00"#))
    }
}
