/// A user as the store knows them.
package struct Account: Hashable, Sendable {
    package var name: UserName
    package var role: Role
    /// What passwords are checked against, as crypt(3) writes it; nil for nobody who signs in by one.
    package var passwordHash: String?
    /// What the user's share is in proportion to; nil where nothing was said.
    package var weight: Weight?
    /// Who is told of the end of jobs that name no webhook.
    package var webhook: Webhook?
    /// Signs the user's webhooks in place of the service's own secret, as Standard Webhooks writes it.
    package var webhookSecret: String?
    package var createdAt: Timestamp

    package init(
        name: UserName, role: Role, passwordHash: String? = nil, weight: Weight? = nil,
        webhook: Webhook? = nil,
        webhookSecret: String? = nil, createdAt: Timestamp
    ) {
        self.name = name
        self.role = role
        self.passwordHash = passwordHash
        self.weight = weight
        self.webhook = webhook
        self.webhookSecret = webhookSecret
        self.createdAt = createdAt
    }
}
