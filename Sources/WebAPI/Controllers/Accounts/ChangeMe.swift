import Credentials
import Jobs

/// `PATCH /api/me`: another password or webhook of one's own. A password is changed by who knows the present one, and
/// ends all other sessions.
struct ChangeMe: Controller {
    private static let known = ["password", "current_password", "webhook", "webhook_secret"]

    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let fields = try JSONFields(
            request, known: Self.known, example: #"{"webhook": "https://example.org/hook"}"#)
        let account = try backend.ownAccount(of: request)
        var changes = try AccountFields.webhookChanges(of: account.name, fields, backend)
        if let password = try fields.text("password") {
            let hash = try backend.hash(ofNew: password)
            try check(try fields.text("current_password"), of: account, request)
            changes.append(.setPassword(account.name, hash: hash, keeping: session(request)))
        }
        if request.caller.isTrusted, !changes.isEmpty { try makeSure(of: account.name, request) }
        for change in changes {
            guard try backend.carryOut(change, thread: request.thread) else { throw .unknownUser }
        }
        return try .json(AccountDocument(try backend.accounts.account(account.name) ?? account))
    }

    private func check(_ password: String?, of account: Account, _ request: Request) throws(Problem) {
        guard let hash = account.passwordHash else { return }
        try backend.checkThrottle(account.name, request)
        guard let password, PasswordHash(text: hash).matches(password) else {
            throw Problem(
                .wrongPassword,
                "current_password is not the present password. Nothing was changed: try again.")
        }
    }

    private func session(_ request: Request) -> ContentDigest? {
        if case .session(let digest, _) = request.caller.means { digest } else { nil }
    }

    /// Where nobody is asked to sign in, whoever says something of a user makes that user known.
    private func makeSure(of user: UserName, _ request: Request) throws(Problem) {
        guard try backend.accounts.account(user) == nil else { return }
        let account = Account(name: user, role: .user, createdAt: backend.now())
        _ = try backend.carryOut(.add(account), thread: request.thread)
    }
}
