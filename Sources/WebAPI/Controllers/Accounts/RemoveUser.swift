import Jobs

/// `DELETE /api/users/{name}`: the user goes with keys and sessions. The jobs stay, for admins.
struct RemoveUser: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        guard let name = UserName(arguments["name"]), try backend.accounts.account(name) != nil else {
            throw .unknownUser
        }
        guard try backend.carryOut(.remove(name), thread: request.thread) else { throw .lastAdmin }
        return .done
    }
}
