import Jobs

/// `GET /api/me`: what the service knows of the user that the request is about.
struct ShowMe: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        try .json(AccountDocument(try backend.ownAccount(of: request)))
    }
}

extension Backend {
    /// The account that a request is about; where the service asks nobody who they are, one of whom only the name is known
    /// counts too.
    /// - Throws: `Problem` with `.unknownUser`, `.invalidUser`, `.forbidden` or `.serviceUnavailable`.
    func ownAccount(of request: Request) throws(Problem) -> Account {
        let user = try request.user()
        return try account(of: user, for: request.caller)
            ?? Account(name: user, role: .user, createdAt: Timestamp(milliseconds: 0))
    }
}
