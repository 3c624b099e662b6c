/// Writes a PDF page by page: the picture of each, and over it its text, not to be seen but to be searched and copied.
package struct PDFDocument {
    /// Where each object begins, in the order of their numbers, which count from 1; 0 for one that is still to come.
    private var offsets: [Int] = []
    private var fonts = InvisibleFonts()
    private var pages: [Int] = []
    /// What is written and not taken yet.
    private var pending: [UInt8] = []
    private var written = 0

    private static let catalog = 1
    private static let tree = 2
    private static let resources = 3
    /// The one glyph of all fonts.
    static let glyph = 4

    /// Of a page whose file does not say: what scanners are set to.
    private static let usualResolution = 300
    private static let pointsPerInch = 72.0

    package init() {
        // The comment with high bytes says that this is no text.
        pending += "%PDF-1.5\n%".utf8 + [0xE2, 0xE3, 0xCF, 0xD3] + "\n".utf8
        offsets = [0, 0, 0, 0]
        write("<< /Type /Catalog /Pages \(Self.tree) 0 R >>", as: Self.catalog)
        write(stream: Array("\(InvisibleFonts.width) 0 d0\n".utf8), entries: "", as: Self.glyph)
    }

    /// What has come since the last time.
    package mutating func take() -> [UInt8] {
        defer { pending = [] }
        written += pending.count
        return pending
    }

    package mutating func add(_ page: FormPage, _ picture: PDFPicture) {
        let image = next()
        write(
            stream: picture.bytes,
            entries: "/Type /XObject /Subtype /Image /Width \(picture.width) /Height \(picture.height) "
                + picture.entries, as: image)
        let content = next()
        let scale = Self.pointsPerInch / Double(page.resolution ?? Self.usualResolution)
        let size = (width: Double(page.width) * scale, height: Double(page.height) * scale)
        let drawn = "q \(PictureMatrix(orientation: page.orientation, size).text) cm /Im Do Q\n"
        write(stream: Array((drawn + text(of: page, scale)).utf8), entries: "", as: content)
        let number = next()
        write(
            "<< /Type /Page /Parent \(Self.tree) 0 R /MediaBox [0 0 \(PDFText.number(size.width)) "
                + "\(PDFText.number(size.height))] /Contents \(content) 0 R /Resources << /Font \(Self.resources) 0 R "
                + "/XObject << /Im \(image) 0 R >> >> >>", as: number)
        pages.append(number)
    }

    /// Nothing is added after it.
    package mutating func finish() {
        let kids = pages.map { "\($0) 0 R" }.joined(separator: " ")
        write("<< /Type /Pages /Kids [\(kids)] /Count \(pages.count) >>", as: Self.tree)
        var names = ""
        for (index, characters) in fonts.fonts.enumerated() {
            let (font, meaning) = (next(), next())
            write(InvisibleFonts.dictionary(of: characters, meaning: meaning), as: font)
            write(stream: Array(InvisibleFonts.meaning(of: characters).utf8), entries: "", as: meaning)
            names += " /F\(index) \(font) 0 R"
        }
        write("<<\(names) >>", as: Self.resources)
        writeTable()
    }

    /// Every word stretched over its box, lines ended by what makes the next line another.
    private mutating func text(of page: FormPage, _ scale: Double) -> String {
        var text = "BT 3 Tr\n"
        for block in page.blocks {
            for paragraph in block.parts {
                for line in paragraph.parts {
                    for (index, word) in line.parts.enumerated() {
                        let isLast = index == line.parts.count - 1
                        text += self.word(word, isLast ? "" : " ", page, scale)
                    }
                }
            }
        }
        return text + "ET\n"
    }

    private mutating func word(_ word: FormWord, _ after: String, _ page: FormPage, _ scale: Double) -> String
    {
        let box = word.place
        let size = max(1, Double(box.height)) * scale
        let natural = Double(word.text.unicodeScalars.count * InvisibleFonts.width) / 1000 * size
        guard natural > 0 else { return "" }
        let stretch = 100 * Double(max(1, box.width)) * scale / natural
        let bottom = Double(page.height - box.bottom) * scale + size * Double(InvisibleFonts.descent) / 1000
        var text = "\(PDFText.number(stretch)) Tz 1 0 0 1 \(PDFText.number(Double(box.left) * scale)) "
        text += "\(PDFText.number(bottom)) Tm"
        for run in fonts.runs(of: word.text + after) {
            text += " /F\(run.font) \(PDFText.number(size)) Tf <\(PDFText.hexadecimal(run.codes))> Tj"
        }
        return text + "\n"
    }
}

/// Objects and their table (ISO 32000-1, 7.5).
extension PDFDocument {
    private mutating func next() -> Int {
        offsets.append(0)
        return offsets.count
    }

    private mutating func begin(_ number: Int) {
        offsets[number - 1] = written + pending.count
        pending += "\(number) 0 obj\n".utf8
    }

    private mutating func write(_ object: String, as number: Int) {
        begin(number)
        pending += "\(object)\nendobj\n".utf8
    }

    private mutating func write(stream bytes: [UInt8], entries: String, as number: Int) {
        begin(number)
        pending += "<< \(entries) /Length \(bytes.count) >>\nstream\n".utf8
        pending += bytes
        pending += "\nendstream\nendobj\n".utf8
    }

    private mutating func writeTable() {
        let place = written + pending.count
        pending += "xref\n0 \(offsets.count + 1)\n0000000000 65535 f \n".utf8
        for offset in offsets {
            let digits = String(offset)
            pending += "\(String(repeating: "0", count: max(0, 10 - digits.count)))\(digits) 00000 n \n".utf8
        }
        pending += "trailer\n<< /Size \(offsets.count + 1) /Root \(Self.catalog) 0 R >>\n".utf8
        pending += "startxref\n\(place)\n%%EOF\n".utf8
    }
}
