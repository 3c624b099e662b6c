/// Finds where a text stands among recognised words, with the mistakes of reading in it.
struct TextSearch {
    /// Where the text was found.
    struct Match: Equatable {
        /// Words of the page, by their places in its order.
        let words: Range<Int>
        /// From 0 to 1: the share of the characters that agree.
        let similarity: Double
    }

    /// A character of the page and the word that it belongs to.
    private var page: [Character] = []
    private var wordOfCharacter: [Int] = []

    /// What agrees less is taken to stand somewhere else.
    static let leastSimilarity = 0.6
    /// What agrees less than the best is told only from here on.
    static let leastOfFurther = 0.8
    /// Matches of one text that are told.
    static let mostMatches = 50

    init(words: [String]) {
        for (index, word) in words.enumerated() {
            for character in Self.characters(of: word) {
                page.append(character)
                wordOfCharacter.append(index)
            }
        }
    }

    /// What is compared: letters and digits without regard to case. Spaces and marks are where readings differ most.
    private static func characters(of text: String) -> [Character] {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// All matches of `text` in the order of the page; the best alone, where no other is near.
    /// - Complexity: the product of the lengths.
    func matches(of text: String) -> [Match] {
        let wanted = Self.characters(of: text)
        guard !wanted.isEmpty, !page.isEmpty else { return [] }
        let most = Int(Double(wanted.count) * (1 - Self.leastSimilarity))
        let ends = Self.ends(of: wanted, in: page).filter { $0.distance <= most }
        var kept: [Match] = []
        for end in ends.sorted(by: { ($0.distance, $0.end) < ($1.distance, $1.end) }) {
            let similarity = 1 - Double(end.distance) / Double(wanted.count)
            if !kept.isEmpty, similarity < Self.leastOfFurther { break }
            let words = wordOfCharacter[end.start]..<wordOfCharacter[end.end - 1] + 1
            guard !kept.contains(where: { $0.words.overlaps(words) }) else { continue }
            kept.append(Match(words: words, similarity: similarity))
            if kept.count == Self.mostMatches { break }
        }
        return kept.sorted { $0.words.lowerBound < $1.words.lowerBound }
    }

    private struct End {
        let start: Int
        let end: Int
        let distance: Int
    }

    /// For each place of `page`, the piece that ends there and differs least from `wanted`, none empty.
    /// Source: P. H. Sellers, "The theory and computation of evolutionary distances" (1980).
    private static func ends(of wanted: [Character], in page: [Character]) -> [End] {
        // For each beginning of `wanted`: the least distance of a piece that ends here, and where that begins.
        var distances = Array(0...wanted.count)
        var starts = [Int](repeating: 0, count: wanted.count + 1)
        var ends: [End] = []
        for (place, character) in page.enumerated() {
            var (diagonal, diagonalStart) = (distances[0], place)
            starts[0] = place + 1
            for index in 1...wanted.count {
                let replaced = diagonal + (wanted[index - 1] == character ? 0 : 1)
                let (above, left) = (distances[index - 1] + 1, distances[index] + 1)
                let (oldDistance, oldStart) = (distances[index], starts[index])
                if replaced <= min(above, left) {
                    (distances[index], starts[index]) = (replaced, diagonalStart)
                } else if left <= above {
                    distances[index] = left
                } else {
                    (distances[index], starts[index]) = (above, starts[index - 1])
                }
                (diagonal, diagonalStart) = (oldDistance, oldStart)
            }
            guard starts[wanted.count] <= place else { continue }
            ends.append(End(start: starts[wanted.count], end: place + 1, distance: distances[wanted.count]))
        }
        return ends
    }
}
