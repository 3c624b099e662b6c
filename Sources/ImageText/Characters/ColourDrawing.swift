/// A drawing in the colours of terminals: each character is an upper half block, whose colour is the upper part's, on a
/// ground that is the lower part's.
enum ColourDrawing {
    private static let block = Array("▀".utf8)
    private static let reset = Array("\u{1B}[0m".utf8)

    /// How colours are named to the terminal.
    enum Palette {
        case terminal256
        case all

        fileprivate func code(_ colour: Colour) -> String {
            switch self {
            case .terminal256: "5;\(colour.terminalNumber)"
            case .all: "2;\(colour.red);\(colour.green);\(colour.blue)"
            }
        }
    }

    static func draw(_ grid: CellGrid, _ canvas: CharacterCanvas, _ palette: Palette) -> [UInt8] {
        var text: [UInt8] = []
        for row in 0..<canvas.rows {
            var last: (upper: String, lower: String)?
            for column in 0..<canvas.columns {
                let upper = code(grid, canvas, palette, column, 2 * row)
                let lower = code(grid, canvas, palette, column, 2 * row + 1)
                if last?.upper != upper { text += "\u{1B}[38;\(upper)m".utf8 }
                if last?.lower != lower { text += "\u{1B}[48;\(lower)m".utf8 }
                last = (upper, lower)
                text += block
            }
            text += reset
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    private static func code(
        _ grid: CellGrid, _ canvas: CharacterCanvas, _ palette: Palette, _ across: Int, _ down: Int
    ) -> String {
        let cell = canvas.cell(across: across, down: down, of: grid)
        return palette.code(grid.colour(x: cell.x, y: cell.y))
    }
}
