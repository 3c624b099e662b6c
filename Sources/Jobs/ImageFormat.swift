/// An encoded form of images and pages that processors decode.
package enum ImageFormat: String, CaseIterable, Hashable, Sendable, Codable {
    case png
    case jpeg
    case tiff
    case webp
    case gif
    case bmp
    /// PBM, PGM, PPM and PAM.
    case pnm
    case pdf

    /// The ending of file names, without the dot.
    package var fileExtension: String { self == .jpeg ? "jpg" : rawValue }

    package var mediaType: String {
        switch self {
        case .pdf: "application/pdf"
        case .pnm: "image/x-portable-anymap"
        default: "image/\(rawValue)"
        }
    }

    /// Whether one file may hold several pages.
    package var hasPages: Bool { self == .tiff || self == .pdf }

    /// Endings that people give such files, in lower case, without the dot.
    package var commonExtensions: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg"]
        case .tiff: ["tif", "tiff"]
        case .pnm: ["pbm", "pgm", "ppm", "pnm", "pam"]
        default: [rawValue]
        }
    }

    /// All of them, to end a sentence.
    package static let list = "PNG, JPEG, TIFF, WebP, GIF, BMP, PNM or PDF"
}
