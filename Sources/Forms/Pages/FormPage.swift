/// One page of `words.json`.
package struct FormPage: Hashable, Sendable, Decodable {
    /// Counts from 1.
    package var number: Int
    /// Pixels of the upright page.
    package var width: Int
    package var height: Int
    /// How the pixels of the file lie to the upright page, 1 to 8, as TIFF and Exif number it.
    package var orientation: Int
    /// Dots per inch; nil where the file does not say.
    package var resolution: Int?
    package var words: [FormWord]

    package init(
        number: Int, width: Int, height: Int, orientation: Int = 1, resolution: Int? = nil, words: [FormWord]
    ) {
        (self.number, self.width, self.height) = (number, width, height)
        (self.orientation, self.resolution, self.words) = (orientation, resolution, words)
    }

    /// Whether all numbers are such as pages have: who wrote them has read what a stranger sent.
    package var isSound: Bool {
        ([number, width, height] + words.flatMap(\.numbers)).allSatisfy { Self.sizes.contains($0) }
            && (1...8).contains(orientation) && (1...10_000).contains(resolution ?? 1)
            && words.allSatisfy { $0.box.count == 4 && (0...100).contains($0.confidence) }
    }

    private static let sizes = 0...1_000_000

    /// Where the whole page is.
    var box: FormBox { FormBox(left: 0, top: 0, right: width, bottom: height) }

    /// The words that are text, in their order.
    var legible: [FormWord] { words.filter { !$0.noise } }

    /// Words in lines, lines in paragraphs, paragraphs in blocks.
    var blocks: [FormGroup<FormGroup<FormGroup<FormWord>>>] {
        Self.groups(of: legible, \.block).map { block in
            block.map { Self.groups(of: $0, \.paragraph).map { $0.map { Self.groups(of: $0, \.line) } } }
        }
    }

    private static func groups(
        of words: [FormWord], _ number: KeyPath<FormWord, Int>
    ) -> [FormGroup<FormWord>] {
        var groups: [FormGroup<FormWord>] = []
        for word in words {
            if groups.last?.number == word[keyPath: number] {
                groups[groups.count - 1].parts.append(word)
            } else {
                groups.append(FormGroup(number: word[keyPath: number], parts: [word]))
            }
        }
        return groups
    }
}

/// One word of `words.json`.
package struct FormWord: Hashable, Sendable, Decodable {
    package var text: String
    /// From 0 to 100.
    package var confidence: Double
    /// Left, top, width and height in pixels.
    package var box: [Int]
    package var block: Int
    package var paragraph: Int
    package var line: Int
    package var noise: Bool

    fileprivate var numbers: [Int] { box + [block, paragraph, line] }

    package init(
        _ text: String, confidence: Double = 100, box: [Int], block: Int = 1, paragraph: Int = 1,
        line: Int = 1,
        noise: Bool = false
    ) {
        (self.text, self.confidence, self.box, self.noise) = (text, confidence, box, noise)
        (self.block, self.paragraph, self.line) = (block, paragraph, line)
    }
}
