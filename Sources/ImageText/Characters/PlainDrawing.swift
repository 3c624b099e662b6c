/// A drawing in printable ASCII, without spaces at the ends of lines.
enum PlainDrawing {
    /// From white paper to the darkest, by the ink of common fixed-width fonts.
    private static let ramp = Array(" .:-=+*#%@".utf8)

    static func draw(_ shades: Shades) -> [UInt8] {
        var text: [UInt8] = []
        for row in 0..<shades.canvas.rows {
            var line = (0..<shades.canvas.columns).map { column in
                character(darkness: 1 - shades.ofCharacter(column: column, row: row))
            }
            while line.last == UInt8(ascii: " ") { line.removeLast() }
            text += line
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    private static func character(darkness: Double) -> UInt8 {
        ramp[Int((darkness * Double(ramp.count - 1)).rounded())]
    }
}
