/// What can be counted in a text.
struct TextStatistics: Equatable {
    /// As people see them; an end of line counts as one.
    let characters: Int
    /// Characters that are no white space.
    let visibleCharacters: Int
    let words: Int
    let sentences: Int
    /// The last counts without an end of line too, if anything stands in it.
    let lines: Int
    /// Words without regard to case, the most frequent first, words of one frequency in the order of the text.
    let frequentWords: [(word: String, count: Int)]

    /// How many frequent words are told.
    static let mostFrequentWords = 10
    /// Longer words are cut where they are told, to so many bytes of UTF-8: a character can have any number.
    static let longestToldWord = 60
    /// Silent reading of English prose. Source: M. Brysbaert, "How many words do we read per minute?" (2019).
    static let wordsPerMinute = 238.0

    /// Seconds that a person takes to read the text.
    var readingSeconds: Double { Double(words) / Self.wordsPerMinute * 60 }

    init(_ text: String) {
        let all = TextWords.words(of: text)
        characters = text.count
        visibleCharacters = text.count { !$0.isWhitespace }
        words = all.count
        sentences = TextSentences.count(in: text)
        lines =
            text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
            - (text.last?.isNewline ?? true ? 1 : 0)
        frequentWords = Self.frequent(all)
    }

    private static func frequent(_ words: [Substring]) -> [(String, Int)] {
        var counts: [String: (count: Int, first: Int)] = [:]
        for (index, word) in words.enumerated() {
            counts[word.lowercased(), default: (0, index)].count += 1
        }
        let sorted = counts.sorted { ($1.value.count, $0.value.first) < ($0.value.count, $1.value.first) }
        return sorted.prefix(mostFrequentWords).map { (told($0.key), $0.value.count) }
    }

    private static func told(_ word: String) -> String {
        var bytes = 0
        return String(
            word.prefix { character in
                bytes += character.utf8.count
                return bytes <= longestToldWord
            })
    }

    static func == (one: TextStatistics, other: TextStatistics) -> Bool {
        one.characters == other.characters && one.visibleCharacters == other.visibleCharacters
            && one.words == other.words && one.sentences == other.sentences && one.lines == other.lines
            && one.frequentWords.elementsEqual(other.frequentWords, by: ==)
    }
}
