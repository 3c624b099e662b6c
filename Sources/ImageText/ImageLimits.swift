/// Bounds on one image, checked by its header before anything of its size is allocated.
package struct ImageLimits: Hashable, Sendable {
    /// Of one page.
    package var maximumPixels: Int
    package var maximumPages: Int
    /// What a decoder may take for whole images (interlaced PNG, progressive JPEG), in bytes.
    package var maximumDecoderBytes: Int64

    package init(maximumPixels: Int, maximumDecoderBytes: Int64, maximumPages: Int = 1000) {
        self.maximumPixels = maximumPixels
        self.maximumPages = maximumPages
        self.maximumDecoderBytes = maximumDecoderBytes
    }
}
