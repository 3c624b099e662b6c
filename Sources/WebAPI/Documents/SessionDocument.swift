import Jobs

/// Who is signed in, or taken to be.
struct SessionDocument: Encodable {
    /// Whether the service asks: `required` or `open`.
    let auth: String
    let user: String
    let role: String
    /// Of a session; absent for a key, and where nobody is asked.
    let expiresAt: String?

    init(_ caller: Caller, user: UserName) {
        auth = caller.isTrusted ? "open" : "required"
        self.user = user.text
        role = (caller.isAdmin ? Role.admin : .user).rawValue
        if case .session(_, let end) = caller.means { expiresAt = end.rfc3339 } else { expiresAt = nil }
    }

    private enum CodingKeys: String, CodingKey {
        case auth, user, role
        case expiresAt = "expires_at"
    }
}
