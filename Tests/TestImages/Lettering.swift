/// Text drawn with a small bitmap font, large and soft enough for an OCR engine.
package struct Lettering {
    package let width: Int
    package let height: Int
    private let ink: [Bool]

    /// Pixels of a dot of the font, and dots of blank paper around the text.
    private static let scale = 6
    private static let margin = 8

    /// - Precondition: `text` has only the characters of the font.
    package init(_ text: String) {
        let dots = text.map { character in
            Self.font[character] ?? { preconditionFailure("no glyph for \(character)") }()
        }
        let columns = 2 * Self.margin + dots.count * 6
        let rows = 2 * Self.margin + 7
        let (width, height) = (columns * Self.scale, rows * Self.scale)
        var ink = [Bool](repeating: false, count: width * height)
        for (index, glyph) in dots.enumerated() {
            for (row, line) in glyph.enumerated() {
                for (column, dot) in line.enumerated() where dot == "#" {
                    let (left, top) = (Self.margin + index * 6 + column, Self.margin + row)
                    Self.fill(&ink, width, left * Self.scale, top * Self.scale)
                }
            }
        }
        (self.width, self.height, self.ink) = (width, height, ink)
    }

    /// Whether there is ink.
    package func isBlack(_ x: Int, _ y: Int) -> Bool { ink[y * width + x] }

    private static func fill(_ ink: inout [Bool], _ width: Int, _ left: Int, _ top: Int) {
        for y in top..<top + scale {
            for x in left..<left + scale { ink[y * width + x] = true }
        }
    }

    private static let font: [Character: [String]] = [
        " ": [],
        "A": [".###.", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
        "E": ["#####", "#....", "#....", "####.", "#....", "#....", "#####"],
        "H": ["#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
        "L": ["#....", "#....", "#....", "#....", "#....", "#....", "#####"],
        "N": ["#...#", "##..#", "#.#.#", "#.#.#", "#..##", "#...#", "#...#"],
        "O": [".###.", "#...#", "#...#", "#...#", "#...#", "#...#", ".###."],
        "P": ["####.", "#...#", "#...#", "####.", "#....", "#....", "#...."],
        "T": ["#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."],
        "2": [".###.", "#...#", "....#", "...#.", "..#..", ".#...", "#####"],
        "4": ["...#.", "..##.", ".#.#.", "#..#.", "#####", "...#.", "...#."],
    ]
}
