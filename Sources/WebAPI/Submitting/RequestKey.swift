import Jobs

/// The key that makes a request happen once, however often it is sent.
enum RequestKey: Hashable {
    /// The header `Idempotency-Key`.
    case header(String)
    /// The client's own name of the job, the field `job_id`.
    case jobID(ClientJobID)

    /// The header's longest key, in bytes, without the quotes it may stand in.
    static let maximumHeaderBytes = 255

    /// The key of a request; nil when it has none.
    /// - Throws: `Problem` with `.invalidKey`.
    init?(header: String?, fields: [String: String]) throws(Problem) {
        let name = fields["job_id"].flatMap { $0.isEmpty ? nil : $0 }
        switch (header, name) {
        case (nil, nil): return nil
        case (_?, _?): throw Self.twoKeys
        case (let header?, nil): self = .header(try Self.unquoted(header))
        case (nil, let name?):
            guard let id = ClientJobID(name) else { throw Self.malformedJobID }
            self = .jobID(id)
        }
    }

    /// The key of the job for one image of the request, counted from 1. Keys of the two kinds never meet.
    func digest(image number: Int) -> ContentDigest? {
        var hash = ContentHash()
        switch self {
        case .header(let key): hash.update(Array("key \(number) \(key)".utf8).span)
        case .jobID(let id): hash.update(Array("job_id \(id.of(image: number).text)".utf8).span)
        }
        return hash.digest
    }

    /// The name that the job for one image of the request gets, counted from 1.
    func clientID(image number: Int) -> ClientJobID? {
        guard case .jobID(let id) = self else { return nil }
        return id.of(image: number)
    }

    /// The text of a key, which may stand bare or as a quoted string (RFC 9651, 3.3.3).
    private static func unquoted(_ header: String) throws(Problem) -> String {
        var bytes = Array(header.utf8)[...]
        if bytes.first == UInt8(ascii: "\"") {
            guard bytes.count > 1, bytes.last == UInt8(ascii: "\"") else { throw malformedHeader }
            bytes = try unescaped(bytes.dropFirst().dropLast())
        }
        guard (1...maximumHeaderBytes).contains(bytes.count), bytes.allSatisfy({ (0x20...0x7E).contains($0) })
        else {
            throw malformedHeader
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func unescaped(_ quoted: ArraySlice<UInt8>) throws(Problem) -> ArraySlice<UInt8> {
        var plain: [UInt8] = []
        var rest = quoted
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\"") else {
                plain.append(byte)
                continue
            }
            guard byte == UInt8(ascii: "\\"), let next = rest.popFirst(),
                next == UInt8(ascii: "\\") || next == UInt8(ascii: "\"")
            else { throw malformedHeader }
            plain.append(next)
        }
        return plain[...]
    }

    private static let twoKeys = Problem(
        .invalidKey, "Send either the header Idempotency-Key or the field job_id, not both.")
    private static let malformedHeader = Problem(
        .invalidKey,
        "Idempotency-Key is 1 to \(maximumHeaderBytes) visible ASCII characters, bare or in double quotes.")
    private static let malformedJobID = Problem(
        .invalidKey,
        "job_id is 1 to \(ClientJobID.maximumBytes) letters, digits and . _ : ~ - "
            + "and your own: it names the job among yours.")
}
