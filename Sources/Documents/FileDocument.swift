package import Jobs

/// A file of a job and where to get it.
package struct FileDocument: Encodable, Sendable {
    private let name: String?
    private let url: String
    private let mediaType: String
    private let bytes: Int64
    private let width: Int?
    private let height: Int?

    /// A result file.
    package init(_ file: ResultFile, of id: JobID) {
        name = file.name
        url = Self.url(file.name, of: id)
        mediaType = file.mediaType
        bytes = file.bytes
        width = nil
        height = nil
    }

    /// The image that was sent.
    init(_ image: InputImage, of id: JobID) {
        name = nil
        url = Self.url(image.fileName, of: id)
        mediaType = image.format.mediaType
        bytes = image.bytes
        let isKnown = image.pixels > 0
        width = isKnown ? image.width : nil
        height = isKnown ? image.height : nil
    }

    private static func url(_ name: String, of id: JobID) -> String { "/results/\(id)/\(name)" }

    private enum CodingKeys: String, CodingKey {
        case name, url
        case mediaType = "media_type"
        case bytes, width, height
    }
}
