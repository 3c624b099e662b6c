import Jobs

/// The text that a page of a PDF holds itself, put in lines and paragraphs by where its words stand.
struct TextLayer {
    /// One word in reading order, in pixels of the drawn page.
    struct Found {
        let text: String
        let box: Word.Box
    }

    /// What was found; nil where the page is rather to be read: it has no text, hardly any (a page number or a stamp
    /// beside a scan), or one whose letters stand for nothing.
    let page: ReadPage?

    private static let fewestCharacters = 16
    private static let mostUnknown = 0.1
    /// Of the height of a line: a larger gap begins a paragraph.
    private static let largestGap = 1.0

    init(_ found: [Found], width: Int, height: Int) {
        let found = found.filter { !$0.text.allSatisfy(\.isWhitespace) }
        guard Self.isText(found) else {
            page = nil
            return
        }
        let whole = Word.Box(x: 0, y: 0, width: width, height: height)
        let words = found.map { Found(text: $0.text, box: $0.box.clamped(to: whole)) }
        page = ReadPage(width: width, height: height, textLayer: Self.lines(words))
    }

    private static func isText(_ found: [Found]) -> Bool {
        let scalars = found.flatMap { Array($0.text.unicodeScalars) }
        let letters = scalars.count { $0.properties.isAlphabetic || $0.properties.numericType != nil }
        let unknown = scalars.count { isUnknown($0) }
        return letters >= fewestCharacters && Double(unknown) <= mostUnknown * Double(scalars.count)
    }

    /// What fonts without a table of meanings give.
    private static func isUnknown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .privateUse, .control, .unassigned: true
        default: scalar.value == 0xFFFD
        }
    }

    private static func lines(_ found: [Found]) -> [Reading.Line] {
        var lines: [Reading.Line] = []
        var place = Word.Place(block: 1, paragraph: 1, line: 0)
        var last: Word.Box?
        var bottom = 0
        for each in found {
            if last.map({ !each.box.continues($0) }) ?? true {
                if let last { place.move(from: last, bottom: bottom, to: each.box, largestGap: largestGap) }
                place.nextLine()
                lines.append(Reading.Line(text: "", words: []))
                bottom = 0
            }
            lines[lines.count - 1].words.append(
                Word(text: each.text, confidence: 100, box: each.box, place: place))
            last = each.box
            bottom = max(bottom, each.box.y + each.box.height)
        }
        return lines.map { Reading.Line(text: $0.words.map(\.text).joined(separator: " "), words: $0.words) }
    }
}

extension Word.Box {
    /// Whether it stands on the same line as `last`, to the right of it.
    fileprivate func continues(_ last: Word.Box) -> Bool {
        let overlap = min(y + height, last.y + last.height) - max(y, last.y)
        return 2 * overlap > min(height, last.height) && x >= last.x
    }

    fileprivate func clamped(to whole: Word.Box) -> Word.Box {
        let (left, top) = (max(0, min(x, whole.width)), max(0, min(y, whole.height)))
        return Word.Box(
            x: left, y: top, width: max(0, min(x + width, whole.width) - left),
            height: max(0, min(y + height, whole.height) - top))
    }
}

extension Word.Place {
    /// Begins a paragraph where a line stands further below than lines of one do, a block where it stands above.
    fileprivate mutating func move(from last: Word.Box, bottom: Int, to next: Word.Box, largestGap: Double) {
        if next.y + next.height <= last.y {
            nextBlock()
        } else if Double(next.y - bottom) > largestGap * Double(last.height) {
            nextParagraph()
        }
    }
}
