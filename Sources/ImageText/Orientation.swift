/// How stored pixels lie to the eye, as TIFF and Exif number it.
struct Orientation: RawRepresentable, Hashable {
    /// 1 to 8.
    let rawValue: Int32

    init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// Whether what is stored as a row is seen as a column.
    var isTurned: Bool { rawValue >= 5 }

    /// How they lie when what is seen is turned clockwise by `quarters` more.
    func turned(by quarters: Int) -> Orientation {
        let turns: [Int32] = [1, 3, 6, 8].contains(rawValue) ? [1, 6, 3, 8] : [2, 7, 4, 5]
        guard let place = turns.firstIndex(of: rawValue) else { return self }
        return Orientation(rawValue: turns[(place + quarters) % turns.count])
    }

    /// Where the upright place (`column`, `row`) is stored in a raster of `width` × `height`.
    func stored(column: Int, row: Int, width: Int, height: Int) -> (x: Int, y: Int) {
        switch rawValue {
        case 2: (width - 1 - column, row)
        case 3: (width - 1 - column, height - 1 - row)
        case 4: (column, height - 1 - row)
        case 5: (row, column)
        case 6: (row, height - 1 - column)
        case 7: (width - 1 - row, height - 1 - column)
        case 8: (width - 1 - row, column)
        default: (column, row)
        }
    }
}
