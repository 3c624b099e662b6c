/// What is known of a job's image before anything decodes it.
package struct InputImage: Hashable, Sendable, Codable {
    package var format: ImageFormat
    /// Size of the encoded file.
    package var bytes: Int64
    /// Pixels, as the header declares them.
    package var width: Int
    /// Pixels, as the header declares them.
    package var height: Int

    package init(format: ImageFormat, bytes: Int64, width: Int, height: Int) {
        self.format = format
        self.bytes = bytes
        self.width = width
        self.height = height
    }

    /// `Int.max` for dimensions, declared by a hostile header, whose product is larger.
    package var pixels: Int {
        let (product, isTooLarge) = width.multipliedReportingOverflow(by: height)
        return isTooLarge ? .max : product
    }

    /// The input's name in the job's folder.
    package var fileName: String { "input.\(format.fileExtension)" }
}
