import Crypto

extension Response {
    /// The same answer with a strong `ETag` of its bytes, which a client may keep and ask about; 304 without a body for
    /// one that has it already (RFC 9110, 13.1.2).
    func tagged(for request: Request) -> Response {
        let digits = SHA256.hash(data: body).prefix(16).map { Self.hexadecimal($0) }.joined()
        let tag = "\"\(digits)\""
        guard let known = request.headers.ifNoneMatch, Self.matches(tag, known) else {
            return replacing("Cache-Control", "private, no-cache").adding("ETag", tag)
        }
        return .notModified.adding("ETag", tag)
    }

    /// Whether the value of an `If-None-Match` header names the tag; its comparison is the weak one.
    static func matches(_ tag: String, _ known: String) -> Bool {
        known.split(separator: ",").contains { item in
            let text = item.drop { $0 == " " || $0 == "\t" }
            let strong = text.hasPrefix("W/") ? text.dropFirst(2) : text
            return strong == tag || strong.hasPrefix("\(tag) ") || text == "*"
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return byte < 16 ? "0\(digits)" : digits
    }
}
