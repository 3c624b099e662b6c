import Testing

@testable import ImageText

@Suite struct TextSearchTests {
    private func matches(of text: String, in words: String) -> [TextSearch.Match] {
        TextSearch(words: words.split(separator: " ").map { String($0) }).matches(of: text)
    }

    @Test func `a text is found where it stands, whatever its case, marks and spaces`() {
        let found = matches(of: "to-tal AMOUNT!", in: "The total amount, is due")
        #expect(found == [TextSearch.Match(words: 1..<3, similarity: 1)])
    }

    @Test func `a text is found with mistakes of reading`() {
        let found = matches(of: "invoice number", in: "your lnvoice nurnber 42")
        #expect(found.map(\.words) == [1..<3])
        #expect(found[0].similarity == 1 - 3.0 / 13)
    }

    @Test func `every place of a text is found, in order`() {
        let found = matches(of: "yes", in: "yes no yes no YES")
        #expect(found.map(\.words) == [0..<1, 2..<3, 4..<5])
    }

    @Test func `the best place alone is told where others are far from it`() {
        #expect(matches(of: "remembered", in: "remembered timber ember").map(\.words) == [0..<1])
        #expect(matches(of: "remembered", in: "dismembered member").map(\.words) == [0..<1])
    }

    @Test func `what is not there is not found`() {
        #expect(matches(of: "total", in: "nothing of that kind").isEmpty)
        #expect(matches(of: "...", in: "a b").isEmpty)
        #expect(matches(of: "a", in: "").isEmpty)
    }
}
