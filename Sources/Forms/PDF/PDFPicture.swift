/// The picture of a page as a PDF takes it: encoded bytes, and the entries of their dictionary.
package struct PDFPicture: Hashable, Sendable {
    /// Pixels as they are stored.
    package let width: Int
    package let height: Int
    /// Entries of the stream's dictionary beside size, type and length.
    package let entries: String
    package let bytes: [UInt8]

    /// Of colours that a viewer knows by the number of components: 1 grey, 3 red, green and blue, 4 CMYK.
    static func colourSpace(components: Int) -> String? {
        switch components {
        case 1: "/DeviceGray"
        case 3: "/DeviceRGB"
        case 4: "/DeviceCMYK"
        default: nil
        }
    }

    /// A whole JPEG file or PNG file, its pixels as they are encoded; nil for one of a variety that PDF does not have.
    package init?(file: [UInt8]) {
        guard let picture = Self(jpeg: file) ?? Self(png: file) else { return nil }
        self = picture
    }

    init(width: Int, height: Int, entries: String, bytes: [UInt8]) {
        (self.width, self.height, self.entries, self.bytes) = (width, height, entries, bytes)
    }
}
