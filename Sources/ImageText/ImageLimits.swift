/// Bounds on one image, checked by its header before anything of its size is allocated.
package struct ImageLimits: Hashable, Sendable {
    package var maximumPixels: Int
    /// What a decoder may take for whole images (interlaced PNG, progressive JPEG), in bytes.
    package var maximumDecoderBytes: Int64

    package init(maximumPixels: Int, maximumDecoderBytes: Int64) {
        self.maximumPixels = maximumPixels
        self.maximumDecoderBytes = maximumDecoderBytes
    }
}
