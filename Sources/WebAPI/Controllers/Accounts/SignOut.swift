import Jobs

/// `DELETE /api/session`: ends the session that the request shows; a key goes on.
struct SignOut: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        if case .session(let digest, _) = request.caller.means, let account = request.caller.account {
            _ = try backend.carryOut(.end(digest, of: account.name), thread: request.thread)
        }
        return .done.adding("Set-Cookie", SessionCookie.clearing(for: request))
    }
}
