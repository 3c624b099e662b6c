import Documents
import Jobs

/// Members of requests about users.
enum AccountFields {
    /// Nil where it does not say.
    static func role(_ fields: JSONFields) throws(Problem) -> Role? {
        guard let text = try fields.text("role") else { return nil }
        guard let role = Role(rawValue: text) else {
            let known = Role.allCases.map(\.rawValue).joined(separator: " or ")
            throw Problem(.invalidOption, "role is \(known).")
        }
        return role
    }

    /// Nil where it does not say, and for null.
    static func weight(_ fields: JSONFields) throws(Problem) -> Weight? {
        guard let number = try fields.number("weight") else { return nil }
        guard let weight = Weight(number) else {
            throw Problem(
                .invalidOption,
                "weight is a number from \(Weight.range.lowerBound) to \(Weight.range.upperBound).")
        }
        return weight
    }

    /// What the request changes of a user's webhooks, checked; in the order in which it is carried out.
    static func webhookChanges(
        of user: UserName, _ fields: JSONFields, _ backend: Backend
    ) throws(Problem) -> [AccountChange] {
        var changes: [AccountChange] = []
        if fields.has("webhook") {
            let webhook = try fields.text("webhook").map { text throws(Problem) in try Webhook(field: text) }
            if let webhook { try backend.check(webhook) }
            changes.append(.setWebhook(user, webhook))
        }
        if fields.has("webhook_secret") {
            let secret = try fields.text("webhook_secret")
            guard secret.map({ WebhookSecret($0) != nil }) ?? true else {
                throw Problem(
                    .invalidOption, "webhook_secret is whsec_ and the base64 form of 24 to 64 bytes.")
            }
            changes.append(.setWebhookSecret(user, secret))
        }
        return changes
    }
}
