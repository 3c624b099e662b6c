import Jobs

/// A user, without secrets.
struct AccountDocument: Encodable {
    let name: String
    let role: String
    let hasPassword: Bool
    /// Absent where nothing was said.
    let weight: Double?
    let webhook: String?
    let hasWebhookSecret: Bool
    /// Absent for a user of whom nothing is known but the name.
    let createdAt: String?

    init(_ account: Account) {
        name = account.name.text
        role = account.role.rawValue
        hasPassword = account.passwordHash != nil
        weight = account.weight?.value
        webhook = account.webhook?.url
        hasWebhookSecret = account.webhookSecret != nil
        createdAt = account.createdAt.milliseconds > 0 ? account.createdAt.rfc3339 : nil
    }

    private enum CodingKeys: String, CodingKey {
        case name, role, weight, webhook
        case hasPassword = "has_password"
        case hasWebhookSecret = "has_webhook_secret"
        case createdAt = "created_at"
    }
}

/// All users.
struct AccountListDocument: Encodable {
    let users: [AccountDocument]
}
