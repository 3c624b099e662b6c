/// A multipart form as a client writes it.
struct Form {
    static let boundary = "----form-boundary-7MA4YWxkTrZu0gW"

    private(set) var bytes: [UInt8] = []
    private let isClosed: Bool

    /// Without `isClosed` the closing boundary is missing.
    init(_ parts: [Part], isClosed: Bool = true) {
        self.isClosed = isClosed
        for part in parts {
            bytes += Array("--\(Self.boundary)\r\n\(part.headers)\r\n\r\n".utf8) + part.contents
            bytes += Array("\r\n".utf8)
        }
        bytes += isClosed ? Array("--\(Self.boundary)--\r\n".utf8) : []
    }

    struct Part {
        let headers: String
        let contents: [UInt8]

        static func field(_ name: String, _ value: String) -> Part {
            Part(headers: "Content-Disposition: form-data; name=\"\(name)\"", contents: Array(value.utf8))
        }

        static func image(_ contents: [UInt8], name: String = "a.png", field: String = "image") -> Part {
            Part(
                headers: "Content-Disposition: form-data; name=\"\(field)\"; filename=\"\(name)\"\r\n"
                    + "Content-Type: application/octet-stream",
                contents: contents)
        }
    }
}
