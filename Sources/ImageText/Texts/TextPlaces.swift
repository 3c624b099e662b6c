/// Where each line of a text stands on a page.
struct TextPlaces {
    struct Line {
        let text: Substring
        let matches: [TextSearch.Match]

        /// Of the best match; 0 without one.
        var similarity: Double { matches.map(\.similarity).max() ?? 0 }
    }

    let lines: [Line]
    private let words: [Word]

    /// What stands behind so many characters is not looked for: it takes time by the length of both texts.
    static let mostCharacters = 20_000

    init(of text: String, on reading: Reading) {
        words = reading.words.filter { !$0.isNoise }
        let search = TextSearch(words: words.map(\.text))
        lines = text.prefix(Self.mostCharacters).split(whereSeparator: \.isNewline)
            .filter { line in line.contains { $0.isLetter || $0.isNumber } }
            .map { Line(text: $0, matches: search.matches(of: String($0))) }
    }

    /// Whether every line was found.
    var isFound: Bool { !lines.isEmpty && lines.allSatisfy { !$0.matches.isEmpty } }

    /// From 0 to 1: of all lines, long ones counting more.
    var similarity: Double {
        let characters = lines.reduce(0) { $0 + $1.text.count }
        guard characters > 0 else { return 0 }
        return lines.reduce(0) { $0 + $1.similarity * Double($1.text.count) } / Double(characters)
    }

    /// `places.json`.
    var document: [UInt8] {
        var json = JSONText()
        json.object { json in
            json.name("similarity")
            json.number(similarity)
            json.name("lines")
            json.array { json in for line in lines { write(line, to: &json) } }
        }
        return json.bytes
    }

    private func write(_ line: Line, to json: inout JSONText) {
        json.object { json in
            json.name("text")
            json.string(String(line.text))
            json.name("places")
            json.array { json in
                for match in line.matches {
                    json.object { json in
                        json.name("similarity")
                        json.number(match.similarity)
                        json.name("boxes")
                        json.array { json in for box in boxes(of: match) { Self.write(box, to: &json) } }
                    }
                }
            }
        }
    }

    /// One for each line of the page that the match has words in.
    private func boxes(of match: TextSearch.Match) -> [Word.Box] {
        var boxes: [(place: Word.Place, box: Word.Box)] = []
        for word in words[match.words] {
            if let last = boxes.last, last.place.isSameLine(as: word.place) {
                boxes[boxes.count - 1].box = last.box.union(word.box)
            } else {
                boxes.append((word.place, word.box))
            }
        }
        return boxes.map(\.box)
    }

    private static func write(_ box: Word.Box, to json: inout JSONText) {
        json.array { json in for value in [box.x, box.y, box.width, box.height] { json.number(value) } }
    }
}

extension Word.Box {
    /// The smallest box around both.
    func union(_ other: Word.Box) -> Word.Box {
        let (left, top) = (min(x, other.x), min(y, other.y))
        return Word.Box(
            x: left, y: top, width: max(x + width, other.x + other.width) - left,
            height: max(y + height, other.y + other.height) - top)
    }
}
