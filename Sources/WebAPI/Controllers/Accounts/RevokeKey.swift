import Jobs

/// `DELETE /api/keys/{id}`: the key opens nothing any more, from the answer on.
struct RevokeKey: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        guard let id = APIKey.ID(arguments["id"]), let key = try backend.accounts.key(id),
            request.caller.maySee(key.user),
            try backend.carryOut(.revokeKey(id, of: key.user), thread: request.thread)
        else {
            throw Problem(.unknownKey, "You have no key of this id. Look at the list of keys.")
        }
        return .done
    }
}
