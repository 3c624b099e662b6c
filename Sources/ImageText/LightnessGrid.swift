import CImageCodecs

/// The mean lightness of the pixels in each cell of a grid over an image.
struct LightnessGrid {
    let width: Int
    let height: Int
    private let imageHeight: Int
    /// The cell of each column of pixels.
    private let cells: [UInt32]
    private let pixelsAcross: [Int]
    private var sums: [UInt64]
    private var rowsDown: [Int]
    /// From 0 (black) to 1 (white), after `finish`.
    private var lightness: [Double] = []

    /// - Precondition: the grid has no more cells than the image has pixels, each way.
    init(width: Int, height: Int, imageWidth: Int, imageHeight: Int) {
        self.width = width
        self.height = height
        self.imageHeight = imageHeight
        let cells = (0..<imageWidth).map { UInt32($0 * width / imageWidth) }
        var across = [Int](repeating: 0, count: width)
        for cell in cells { across[Int(cell)] += 1 }
        self.cells = cells
        pixelsAcross = across
        sums = [UInt64](repeating: 0, count: width * height)
        rowsDown = [Int](repeating: 0, count: height)
    }

    subscript(x: Int, y: Int) -> Double { lightness[y * width + x] }

    /// Adds row `y` of the image.
    mutating func add(_ row: UnsafePointer<UInt8>, _ rows: platen_image_rows, _ y: Int) {
        let cellRow = y * height / imageHeight
        rowsDown[cellRow] += 1
        let offset = cellRow * width
        unsafe cells.withUnsafeBufferPointer { cells in
            unsafe sums.withUnsafeMutableBufferPointer { sums in
                guard let cell = cells.baseAddress, let sum = sums.baseAddress else { return }
                unsafe platen_image_add_lightness(rows, row, UInt32(cells.count), cell, sum + offset)
            }
        }
    }

    /// Turns sums into means, after the last row.
    mutating func finish() {
        lightness = sums.indices.map { index in
            let pixels = pixelsAcross[index % width] * rowsDown[index / width]
            return Double(sums[index]) / Double(max(1, pixels)) / 255
        }
    }

    /// Makes the lightest cells white and the darkest black, where they nearly are: paper that is not quite white
    /// stays empty, and a dark image stays dark.
    mutating func stretch() {
        let white = max(0.8, lightness.max() ?? 1)
        let black = min(0.2, lightness.min() ?? 0)
        for index in lightness.indices {
            lightness[index] = min(1, max(0, (lightness[index] - black) / (white - black)))
        }
    }
}
