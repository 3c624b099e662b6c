import Jobs

/// `GET /api/keys`: the user's keys, oldest first.
struct ListKeys: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let keys = try backend.accounts.keys(of: try request.user())
        return try .json(KeyListDocument(keys: keys.map { KeyDocument($0) }))
    }
}
