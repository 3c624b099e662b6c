/// How much one job may write to the disk, in one file or in all.
package struct StorageAllowance: Hashable, Sendable {
    /// Bytes that any job may write.
    package var bytes: Int64
    /// No job is granted the room of more pixels, whatever its image declares.
    package var maximumPixels: Int
    package var maximumPages: Int

    /// A result may need this much for each pixel: uncompressed 16-bit RGBA.
    private static let bytesPerPixel: Int64 = 8

    package init(bytes: Int64, maximumPixels: Int, maximumPages: Int = 1) {
        self.bytes = bytes
        self.maximumPixels = maximumPixels
        self.maximumPages = maximumPages
    }

    /// What a job with this image may write, in bytes.
    package func bytes(for image: InputImage?) -> Int64 {
        let pixels = image?.mostPixels(maximumPixels: maximumPixels, maximumPages: maximumPages) ?? 0
        return bytes + Self.bytesPerPixel * Int64(clamping: max(0, min(pixels, maximumPixels)))
    }
}

extension ServiceSettings.Limits {
    /// What one job may write.
    package var storage: StorageAllowance {
        StorageAllowance(
            bytes: processorStorageBytes, maximumPixels: maximumPixels, maximumPages: maximumPages)
    }
}
