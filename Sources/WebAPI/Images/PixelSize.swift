import Jobs

/// Width and height of an image as its header declares them.
struct PixelSize: Hashable, Sendable {
    let width: Int
    let height: Int

    /// - Throws: `Problem` with `.malformedImage` for a side that no format allows.
    init(width: Int, height: Int) throws(Problem) {
        guard (1...0x7FFF_FFFF).contains(width), (1...0x7FFF_FFFF).contains(height) else {
            throw Problem(.malformedImage, "The image declares \(width) x \(height) pixels, which cannot be.")
        }
        self.width = width
        self.height = height
    }

    var pixels: Int { width * height }
}
