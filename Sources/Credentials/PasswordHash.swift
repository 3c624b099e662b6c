import CCrypt

/// What passwords are checked against: yescrypt by libxcrypt at the library's own cost, 16 MiB and tens of milliseconds
/// of a processor for each look at one. So only responders and tools look, and never the supervisor.
package struct PasswordHash: Hashable, Sendable {
    /// As crypt(3) writes it, with its method, cost and salt.
    package let text: String

    package init(text: String) { self.text = text }

    /// Hashes a new password; nil where the machine has no memory for it.
    package init?(of password: Password) {
        guard let text = Self.made(of: password.text) else { return nil }
        self.text = text
    }

    /// Whether it is the password's. Takes the same time for each password.
    package func matches(_ password: String) -> Bool {
        guard let hash = Self.hash(password, text) else { return false }
        let (found, expected) = (Array(hash.utf8), Array(text.utf8))
        guard found.count == expected.count else { return false }
        return zip(found, expected).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// Takes as long as `matches`, for when there is nothing that could match.
    package static func matchNothing(_ password: String) {
        _ = PasswordHash(text: decoy).matches(password)
    }

    /// Of a password that nobody knows.
    private static let decoy = made(of: SecretToken().text) ?? ""

    private static func made(of phrase: String) -> String? {
        var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        guard unsafe platform_crypt_setting(&setting) != 0 else { return nil }
        return hash(phrase, text(of: setting))
    }

    private static func hash(_ phrase: String, _ setting: String) -> String? {
        var output = [CChar](repeating: 0, count: Int(CRYPT_OUTPUT_SIZE))
        guard unsafe platform_crypt(phrase, setting, &output) != 0 else { return nil }
        return text(of: output)
    }

    private static func text(of bytes: [CChar]) -> String {
        String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
