import CImageCodecs
import Jobs

/// The size of a drawing in characters, and where its parts lie on the image.
struct CharacterCanvas {
    /// Characters of a line, and lines, of the upright drawing.
    let columns: Int
    let rows: Int
    /// Parts of a character that are drawn apart.
    let part: (across: Int, down: Int)
    /// Parts of all characters, in the direction in which the image is stored.
    let storedWidth: Int
    let storedHeight: Int
    /// By how much a JPEG may come out smaller and still have more than one pixel for each part.
    let denominator: Int
    private let orientation: Orientation

    /// A character is about twice as high as wide.
    static let heightOfCharacter = 2.0

    init(header: platen_image_header, columns wanted: Int, style: CharacterStyle) {
        let (width, height) = (Int(header.width), Int(header.height))
        orientation = Orientation(rawValue: header.orientation)
        let aspect =
            (orientation.isTurned ? Double(width) / Double(height) : Double(height) / Double(width))
            / Self.heightOfCharacter
        let most = style.maximumCharacters
        columns = max(1, min(wanted, Int((Double(most) / aspect).squareRoot())))
        rows = min(most, max(1, Int((Double(columns) * aspect).rounded())))
        part = style.part
        let (across, down) = (columns * part.across, rows * part.down)
        (storedWidth, storedHeight) = orientation.isTurned ? (down, across) : (across, down)
        let scale = min(width / (2 * storedWidth), height / (2 * storedHeight))
        denominator = [8, 4, 2].first { $0 <= scale } ?? 1
    }

    /// The cell of `grid` under a part of the upright drawing.
    func cell(across: Int, down: Int, of grid: CellGrid) -> (x: Int, y: Int) {
        let place = orientation.stored(column: across, row: down, width: storedWidth, height: storedHeight)
        return (place.x * grid.width / storedWidth, place.y * grid.height / storedHeight)
    }
}

extension CharacterStyle {
    var hasColours: Bool { self == .ansi256 || self == .truecolour }

    /// A drawing that would be larger is drawn narrower. A coloured character takes up to 42 bytes, one of braille has
    /// eight parts.
    var maximumCharacters: Int { self == .plain ? 4_000_000 : 500_000 }

    /// How many parts of a character are drawn apart.
    fileprivate var part: (across: Int, down: Int) {
        switch self {
        case .plain: (1, 1)
        case .braille: (2, 4)
        case .ansi256, .truecolour: (1, 2)
        }
    }
}
