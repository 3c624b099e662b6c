import Jobs

/// `GET /api/users`: all users, by name.
struct ListUsers: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let documents = try backend.accounts.accounts().map { AccountDocument($0) }
        return try .json(AccountListDocument(users: documents))
    }
}
