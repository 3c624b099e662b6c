/// Width and height of an image as its header declares them.
struct PixelSize: Hashable, Sendable {
    let width: Int
    let height: Int

    /// - Throws: `Problem` with `.malformedImage` for a side that no format allows, with `.tooManyPixels` for more
    ///   than `maximumPixels` in all.
    init(width: Int, height: Int, maximumPixels: Int) throws(Problem) {
        guard (1...0x7FFF_FFFF).contains(width), (1...0x7FFF_FFFF).contains(height) else {
            throw Problem(.malformedImage, "The image declares \(width) x \(height) pixels, which cannot be.")
        }
        guard width * height <= maximumPixels else {
            throw Problem(
                .tooManyPixels,
                "The image has \(width) x \(height) pixels; at most \(maximumPixels) are allowed.")
        }
        self.width = width
        self.height = height
    }
}
