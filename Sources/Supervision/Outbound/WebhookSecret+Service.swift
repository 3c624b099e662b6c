import Crypto
package import Documents
import Foundation
import Glibc
package import Jobs

extension WebhookSecret {
    /// The one that follows from the service's own secret (HKDF, RFC 5869), which it does not give away.
    package init(derivedFrom secretKey: String) {
        let derived = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: Data(secretKey.utf8)), info: Data("platen webhooks".utf8),
            outputByteCount: Self.madeBytes)
        self.init(key: unsafe derived.withUnsafeBytes { bytes in unsafe Array(bytes) })
    }
}

extension WebhookSecret {
    /// The one that is set, else the one that follows from the service's own secret, else the one in the data folder,
    /// which is made where there is none yet.
    /// - Throws: `SupervisorError` when the file cannot be read, written or understood.
    package static func ofService(_ settings: ServiceSettings) throws(SupervisorError) -> WebhookSecret {
        if let secret = try known(to: settings) { return secret }
        try make(at: settings.webhookSecretPath)
        guard let secret = try known(to: settings) else {
            throw SupervisorError("\(settings.webhookSecretPath) was removed as soon as it was made")
        }
        return secret
    }

    /// The same where it is set, or was made by an earlier start; else nil.
    /// - Throws: `SupervisorError` when what was made cannot be read.
    package static func known(to settings: ServiceSettings) throws(SupervisorError) -> WebhookSecret? {
        if let secret = WebhookSecret(settings.outbound.webhookSecret) { return secret }
        if !settings.outbound.secretKey.isEmpty {
            return WebhookSecret(derivedFrom: settings.outbound.secretKey)
        }
        let path = settings.webhookSecretPath
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        guard let secret = WebhookSecret(try text(at: path).trimmingCharacters(in: .newlines)) else {
            throw SupervisorError(
                "\(path) holds no secret for webhooks; restore it, or remove it to have another made")
        }
        return secret
    }

    private static func text(at path: String) throws(SupervisorError) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            throw SupervisorError("cannot read \(path), see to its owner and rights", errno: errno)
        }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = unsafe read(file, &bytes, bytes.count)
        guard count >= 0 else { throw SupervisorError("cannot read \(path)", errno: errno) }
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    /// Durable before it signs anything, for receivers are told of it once. Where another process makes one at the same
    /// time, the first stays.
    private static func make(at path: String) throws(SupervisorError) {
        var generator = SystemRandomNumberGenerator()
        let text = Array("\(WebhookSecret(using: &generator).text)\n".utf8)
        let part = "\(path).\(getpid())"
        let file = unsafe open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw SupervisorError("cannot make \(part)", errno: errno) }
        defer {
            close(file)
            unsafe unlink(part)
        }
        guard unsafe write(file, text, text.count) == text.count, fsync(file) == 0,
            unsafe link(part, path) == 0 || errno == EEXIST
        else { throw SupervisorError("cannot write \(path)", errno: errno) }
    }
}
