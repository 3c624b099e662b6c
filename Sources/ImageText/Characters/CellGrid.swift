import CImageCodecs

/// The mean of the pixels in each cell of a grid over an image: its lightness, or red, green and blue.
struct CellGrid {
    let width: Int
    let height: Int
    /// Values of a cell: 1 or 3.
    let channels: Int
    private let imageHeight: Int
    /// The cell of each column of pixels.
    private let cells: [UInt32]
    private let pixelsAcross: [Int]
    private var sums: [UInt64]
    private var rowsDown: [Int]
    /// From 0 (dark) to 1 (light), after `finish`.
    private var values: [Double] = []

    /// - Precondition: the grid has no more cells than the image has pixels, each way.
    init(width: Int, height: Int, imageWidth: Int, imageHeight: Int, hasColours: Bool) {
        self.width = width
        self.height = height
        self.imageHeight = imageHeight
        channels = hasColours ? 3 : 1
        let cells = (0..<imageWidth).map { UInt32($0 * width / imageWidth) }
        var across = [Int](repeating: 0, count: width)
        for cell in cells { across[Int(cell)] += 1 }
        self.cells = cells
        pixelsAcross = across
        sums = [UInt64](repeating: 0, count: width * height * channels)
        rowsDown = [Int](repeating: 0, count: height)
    }

    /// From 0 (black) to 1 (white).
    func lightness(x: Int, y: Int) -> Double {
        let first = (y * width + x) * channels
        guard channels == 3 else { return values[first] }
        // ITU-R BT.601, as where the lightness alone is read.
        return 0.299 * values[first] + 0.587 * values[first + 1] + 0.114 * values[first + 2]
    }

    /// - Precondition: the grid has colours.
    func colour(x: Int, y: Int) -> Colour {
        let first = (y * width + x) * channels
        return Colour(
            red: Self.byte(values[first]), green: Self.byte(values[first + 1]),
            blue: Self.byte(values[first + 2]))
    }

    private static func byte(_ value: Double) -> UInt8 { UInt8((value * 255).rounded()) }

    /// Adds row `y` of the image.
    mutating func add(_ row: UnsafePointer<UInt8>, _ rows: platen_image_rows, _ y: Int) {
        let cellRow = y * height / imageHeight
        rowsDown[cellRow] += 1
        let offset = cellRow * width * channels
        let add = unsafe channels == 3 ? platen_image_add_colours : platen_image_add_lightness
        unsafe cells.withUnsafeBufferPointer { cells in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
                guard let cell = cells.baseAddress, let sum = sums.baseAddress else { return }
                unsafe add(rows, row, UInt32(cells.count), cell, sum + offset)
            }
        }
    }

    /// Turns sums into means, after the last row.
    mutating func finish() {
        values = sums.indices.map { index in
            let cell = index / channels
            let pixels = pixelsAcross[cell % width] * rowsDown[cell / width]
            return Double(sums[index]) / Double(max(1, pixels)) / 255
        }
    }
}
