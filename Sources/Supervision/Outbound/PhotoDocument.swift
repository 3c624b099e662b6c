import Documents
import Jobs

/// The answer of a `photo` job.
struct PhotoDocument: Encodable {
    private let photo: Photo

    init(_ photo: Photo) {
        self.photo = photo
    }

    private enum CodingKeys: String, CodingKey {
        case bytes, width, height, format
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(photo.image.bytes, forKey: .bytes)
        try container.encode(photo.image.width, forKey: .width)
        try container.encode(photo.image.height, forKey: .height)
        try container.encode(photo.image.format, forKey: .format)
        try photo.credit.encode(to: encoder)
    }

    /// As it stands in the job's result.
    /// - Throws: `Problem` with `.internalError`.
    var text: String {
        get throws(Problem) { String(decoding: try JSON.bytes(of: self), as: UTF8.self) }
    }
}
