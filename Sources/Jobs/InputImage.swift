/// What is known of a job's image before anything decodes it.
package struct InputImage: Hashable, Sendable, Codable {
    package var format: ImageFormat
    /// Size of the encoded file.
    package var bytes: Int64
    /// Pixels of the first page, as the header declares them; 0 where only decoding tells.
    package var width: Int
    /// The same, down.
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

/// What a file with pages may turn out to be.
extension InputImage {
    /// A page of A4 at the 300 dots per inch at which pages are drawn.
    package static let pixelsOfPage = 2480 * 3508
    /// No page takes less of a file.
    private static let leastBytesOfPage: Int64 = 64
    /// What a page takes of most files.
    private static let usualBytesOfPage: Int64 = 100_000
    private static let mostLikelyPages: Int64 = 1000

    /// The most pixels that a job with this image is granted time and room for.
    package func mostPixels(maximumPixels: Int, maximumPages: Int) -> Int {
        guard format.hasPages else { return min(pixels, maximumPixels) }
        let pages = min(Int64(maximumPages), max(1, bytes / Self.leastBytesOfPage))
        return max(min(pixels, maximumPixels), Int(pages) * Self.pixelsOfPage)
    }

    /// The pixels that the job is thought to have, from what is known before it is read.
    package var likelyPixels: Int {
        guard pixels == 0 else { return pixels }
        return Int(min(max(1, bytes / Self.usualBytesOfPage), Self.mostLikelyPages)) * Self.pixelsOfPage
    }
}
