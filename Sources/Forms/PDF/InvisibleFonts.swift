/// Fonts whose letters are nothing to see: a viewer finds and copies what they write over a picture. Each has up to 255
/// characters, in the order in which they come up, and tells what they stand for.
struct InvisibleFonts {
    /// By the character: its font, and its code there.
    private var places: [Unicode.Scalar: (font: Int, code: UInt8)] = [:]
    /// The characters of each font, the first with code 1.
    private(set) var fonts: [[Unicode.Scalar]] = []

    /// In thousandths of the font's size: of every character.
    static let width = 500
    static let descent = 200
    private static let ascent = 800
    private static let mostCharacters = 255

    /// The characters of `text` in runs of one font each.
    mutating func runs(of text: String) -> [(font: Int, codes: [UInt8])] {
        var runs: [(font: Int, codes: [UInt8])] = []
        for scalar in text.unicodeScalars {
            let place = place(of: scalar)
            if runs.last?.font == place.font {
                runs[runs.count - 1].codes.append(place.code)
            } else {
                runs.append((place.font, [place.code]))
            }
        }
        return runs
    }

    private mutating func place(of scalar: Unicode.Scalar) -> (font: Int, code: UInt8) {
        if let place = places[scalar] { return place }
        if fonts.last.map({ $0.count == Self.mostCharacters }) ?? true { fonts.append([]) }
        fonts[fonts.count - 1].append(scalar)
        let place = (font: fonts.count - 1, code: UInt8(fonts[fonts.count - 1].count))
        places[scalar] = place
        return place
    }

    /// The dictionary of a font, a Type 3 font of one empty glyph, and what its codes mean. `meaning` names the object
    /// of the latter.
    static func dictionary(of characters: [Unicode.Scalar], meaning: Int) -> String {
        let widths = [String](repeating: "\(width)", count: characters.count).joined(separator: " ")
        let names = [String](repeating: "/g", count: characters.count).joined(separator: " ")
        return "<< /Type /Font /Subtype /Type3 /FontBBox [0 -\(descent) \(width) \(ascent)] "
            + "/FontMatrix [0.001 0 0 0.001 0 0] /CharProcs << /g \(PDFDocument.glyph) 0 R >> /Resources << >> "
            + "/Encoding << /Type /Encoding /Differences [1 \(names)] >> /FirstChar 1 /LastChar \(characters.count) "
            + "/Widths [\(widths)] /ToUnicode \(meaning) 0 R >>"
    }

    static func meaning(of characters: [Unicode.Scalar]) -> String {
        let lines = characters.enumerated().map { index, scalar in
            let code = PDFText.hexadecimal([UInt8(index + 1)])
            let units = String(scalar).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
            return "<\(code)> <\(PDFText.hexadecimal(units))>\n"
        }
        // No more than a hundred entries stand in one list.
        let lists = stride(from: 0, to: lines.count, by: 100).map { start in
            let list = lines[start..<min(start + 100, lines.count)]
            return "\(list.count) beginbfchar\n\(list.joined())endbfchar\n"
        }
        return "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Platen def\n"
            + "/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n\(lists.joined())"
            + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    }
}
