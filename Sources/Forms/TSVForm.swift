/// A table with the columns of Tesseract's: a row for each page, block, paragraph, line and word.
package struct TSVForm: PageForm {
    package let beginning =
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    package let ending = ""

    package init() {}

    package func text(of page: FormPage) -> String {
        var text = Self.row(1, [page.number], page.box)
        for block in page.blocks {
            text += Self.row(2, [page.number, block.number], block.place)
            for paragraph in block.parts {
                let numbers = [page.number, block.number, paragraph.number]
                text += Self.row(3, numbers, paragraph.place)
                for line in paragraph.parts { text += Self.rows(of: line, numbers + [line.number]) }
            }
        }
        return text
    }

    private static func rows(of line: FormGroup<FormWord>, _ numbers: [Int]) -> String {
        var text = row(4, numbers, line.place)
        for (index, word) in line.parts.enumerated() {
            text += row(5, numbers + [index + 1], word.place, word)
        }
        return text
    }

    /// What is no word has the confidence -1 and no text.
    private static func row(_ level: Int, _ numbers: [Int], _ box: FormBox, _ word: FormWord? = nil) -> String
    {
        let missing = [Int](repeating: 0, count: 5 - numbers.count)
        let cells = [level] + numbers + missing + [box.left, box.top, box.width, box.height]
        let confidence = word.map { String($0.confidence) } ?? "-1"
        let text = word?.text.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
        return cells.map(String.init).joined(separator: "\t") + "\t\(confidence)\t\(text)\n"
    }
}
