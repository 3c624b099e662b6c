/// The lightness of each part of a drawing, from 0 (black) to 1 (white), with its contrast made use of.
struct Shades {
    let canvas: CharacterCanvas
    private var parts: [Double]

    var width: Int { canvas.columns * canvas.part.across }
    var height: Int { canvas.rows * canvas.part.down }

    init(_ grid: CellGrid, _ canvas: CharacterCanvas, isInverted: Bool) {
        self.canvas = canvas
        parts = []
        parts.reserveCapacity(width * height)
        for down in 0..<height {
            for across in 0..<width {
                let cell = canvas.cell(across: across, down: down, of: grid)
                parts.append(grid.lightness(x: cell.x, y: cell.y))
            }
        }
        stretch()
        if isInverted { for index in parts.indices { parts[index] = 1 - parts[index] } }
    }

    subscript(across: Int, down: Int) -> Double { parts[down * width + across] }

    /// The mean over a character.
    func ofCharacter(column: Int, row: Int) -> Double {
        let (across, down) = canvas.part
        var sum = 0.0
        for y in row * down..<(row + 1) * down {
            for x in column * across..<(column + 1) * across { sum += self[x, y] }
        }
        return sum / Double(across * down)
    }

    /// Makes the lightest parts white and the darkest black, where they nearly are: paper that is not quite white stays
    /// empty, and a dark image stays dark.
    private mutating func stretch() {
        let white = max(0.8, parts.max() ?? 1)
        let black = min(0.2, parts.min() ?? 0)
        for index in parts.indices { parts[index] = min(1, max(0, (parts[index] - black) / (white - black))) }
    }
}
