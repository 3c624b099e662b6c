import Crypto
import Jobs

/// What lets whoever has it fetch one file of one job for a time, without signing in: the end of that time, and a
/// signature (HMAC-SHA256) of it and of the file's place.
struct ShareLink: Hashable {
    /// The query field of a result's address that carries it.
    static let field = "share"
    static let secondsRange = 1...2_592_000
    static let usualSeconds = 86_400

    let job: JobID
    let file: String
    /// Seconds since 1970.
    let expires: Int64

    /// `expires.signature`.
    func text(key: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: message, using: SymmetricKey(data: key))
        return "\(expires).\(Self.hexadecimal(Array(code)))"
    }

    /// Where the file is for whoever has the link.
    func url(key: [UInt8]) -> String { "/results/\(job)/\(file)?\(Self.field)=\(text(key: key))" }

    /// Whether `text` lets in to the file of the job at `now`. Takes the same time whatever the signature is.
    static func isValid(_ text: String, job: JobID, file: String, key: [UInt8], at now: Timestamp) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let expires = Int64(parts[0]), String(expires) == parts[0],
            let code = ContentDigest(parts[1])
        else { return false }
        let link = ShareLink(job: job, file: file, expires: expires)
        let isSigned = HMAC<SHA256>.isValidAuthenticationCode(
            code.bytes, authenticating: link.message, using: SymmetricKey(data: key))
        return isSigned && now.milliseconds / 1000 < expires
    }

    /// Neither an id nor a file's name has a space.
    private var message: [UInt8] { Array("share \(job) \(file) \(expires)".utf8) }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        ContentDigest(bytes: bytes)?.description ?? ""
    }
}
