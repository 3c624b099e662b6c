import CTesseract

/// One recognised word.
struct Word {
    /// UTF-8.
    let text: String
    /// From 0 to 100.
    let confidence: Double
    /// Pixels of the upright page, from its top left corner.
    var box: Box
    let place: Place
    /// Whether it is left out of the text, as something on the page that is no text.
    var isNoise = false

    struct Box {
        var x: Int
        var y: Int
        var width: Int
        var height: Int
    }

    /// Numbers that count from 1: blocks on the page, paragraphs in their block, lines in their paragraph.
    struct Place {
        private(set) var block = 0
        private(set) var paragraph = 0
        private(set) var line = 0

        /// Moves on to where `iterator` stands.
        mutating func advance(_ iterator: OpaquePointer) {
            if unsafe TessPageIteratorIsAtBeginningOf(iterator, RIL_BLOCK) != 0 {
                (block, paragraph, line) = (block + 1, 0, 0)
            }
            if unsafe TessPageIteratorIsAtBeginningOf(iterator, RIL_PARA) != 0 {
                (paragraph, line) = (paragraph + 1, 0)
            }
            if unsafe TessPageIteratorIsAtBeginningOf(iterator, RIL_TEXTLINE) != 0 { line += 1 }
        }

        func isSameParagraph(as other: Place) -> Bool {
            (block, paragraph) == (other.block, other.paragraph)
        }

        func isSameLine(as other: Place) -> Bool { isSameParagraph(as: other) && line == other.line }
    }

}

extension Word {
    /// The word where the iterators stand; nil where there is none (a picture, a rule).
    init?(_ iterator: OpaquePointer, _ page: OpaquePointer, _ place: Place) {
        var (left, top, right, bottom): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
        guard let text = unsafe TessResultIteratorGetUTF8Text(iterator, RIL_WORD) else { return nil }
        defer { unsafe TessDeleteText(text) }
        self.text = unsafe String(cString: text)
        guard !self.text.allSatisfy(\.isWhitespace) else { return nil }
        guard unsafe TessPageIteratorBoundingBox(page, RIL_WORD, &left, &top, &right, &bottom) != 0 else {
            return nil
        }
        confidence = Double(unsafe TessResultIteratorConfidence(iterator, RIL_WORD))
        box = Box(x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top))
        self.place = place
    }
}
