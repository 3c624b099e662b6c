import Credentials
import Jobs

/// A key, and once, when it is made, what it is.
struct KeyDocument: Encodable {
    let id: String
    let name: String
    let user: String
    let createdAt: String
    let lastUsedAt: String?
    /// What programs send; in the answer that makes it, and never again.
    let key: String?

    init(_ key: APIKey, secret: SecretToken? = nil) {
        id = key.id.description
        name = key.name
        user = key.user.text
        createdAt = key.createdAt.rfc3339
        lastUsedAt = key.lastUsedAt?.rfc3339
        self.key = secret?.keyText
    }

    private enum CodingKeys: String, CodingKey {
        case id, name, user, key
        case createdAt = "created_at"
        case lastUsedAt = "last_used_at"
    }
}

/// The keys of a user.
struct KeyListDocument: Encodable {
    let keys: [KeyDocument]
}
