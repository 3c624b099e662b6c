import CImageCodecs

/// The size of a drawing in characters, and how it is filled.
struct CharacterCanvas {
    /// Characters of a line, and lines, of the upright drawing.
    let columns: Int
    let rows: Int
    /// The same in the direction in which the image is stored.
    let storedWidth: Int
    let storedHeight: Int
    /// By how much a JPEG may come out smaller and still have more than one pixel for each character.
    let denominator: Int

    /// A character is about twice as high as wide.
    static let heightOfCharacter = 2.0
    /// A drawing that would be larger is drawn narrower.
    static let maximumCharacters = 4_000_000
    /// From white paper to the darkest, by the ink of common fixed-width fonts.
    private static let ramp = Array(" .:-=+*#%@".utf8)

    init(header: platen_image_header, orientation: Orientation, columns wanted: Int) {
        let (width, height) = (Int(header.width), Int(header.height))
        let aspect =
            (orientation.isTurned ? Double(width) / Double(height) : Double(height) / Double(width))
            / Self.heightOfCharacter
        let fitting = Int((Double(Self.maximumCharacters) / aspect).squareRoot())
        columns = max(1, min(wanted, fitting))
        rows = min(Self.maximumCharacters, max(1, Int((Double(columns) * aspect).rounded())))
        (storedWidth, storedHeight) = orientation.isTurned ? (rows, columns) : (columns, rows)
        let (across, down) = (width / (2 * storedWidth), height / (2 * storedHeight))
        denominator = [8, 4, 2].first { $0 <= min(across, down) } ?? 1
    }

    /// The drawing, UTF-8, without spaces at the ends of lines.
    func render(_ grid: LightnessGrid, _ orientation: Orientation) -> [UInt8] {
        var text: [UInt8] = []
        for row in 0..<rows {
            var line = (0..<columns).map { column in
                let place = orientation.stored(
                    column: column, row: row, width: storedWidth, height: storedHeight)
                let (x, y) = (place.x * grid.width / storedWidth, place.y * grid.height / storedHeight)
                return Self.character(darkness: 1 - grid[x, y])
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
