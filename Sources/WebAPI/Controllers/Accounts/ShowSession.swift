import Jobs

/// `GET /api/session`: who the caller is.
struct ShowSession: Controller {
    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let user = try whose(request)
        return try .json(SessionDocument(request.caller, user: user))
    }

    /// Whomever an admin asks about, this is the admin.
    private func whose(_ request: Request) throws(Problem) -> UserName {
        guard let account = request.caller.account else { return try request.user() }
        return account.name
    }
}
