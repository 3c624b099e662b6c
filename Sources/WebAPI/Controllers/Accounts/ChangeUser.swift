import Jobs

/// `PATCH /api/users/{name}`: another role, password, weight or webhook. All of it is checked before anything changes.
struct ChangeUser: Controller {
    private static let known = ["role", "password", "weight", "webhook", "webhook_secret"]

    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        guard let name = UserName(arguments["name"]) else { throw .unknownUser }
        let fields = try JSONFields(request, known: Self.known, example: #"{"weight": 2}"#)
        let changes = try changes(of: name, fields)
        guard try backend.accounts.account(name) != nil else { throw .unknownUser }
        for change in changes {
            guard try backend.carryOut(change, thread: request.thread) else { throw try refusal(of: name) }
        }
        guard let account = try backend.accounts.account(name) else { throw .unknownUser }
        return try .json(AccountDocument(account))
    }

    private func changes(of name: UserName, _ fields: JSONFields) throws(Problem) -> [AccountChange] {
        var changes: [AccountChange] = []
        if let role = try AccountFields.role(fields) { changes.append(.setRole(name, role)) }
        if fields.has("weight") { changes.append(.setWeight(name, try AccountFields.weight(fields))) }
        changes += try AccountFields.webhookChanges(of: name, fields, backend)
        if let password = try fields.text("password") {
            changes.append(.setPassword(name, hash: try backend.hash(ofNew: password), keeping: nil))
        }
        return changes
    }

    private func refusal(of name: UserName) throws(Problem) -> Problem {
        try backend.accounts.account(name) == nil ? .unknownUser : .lastAdmin
    }
}

extension Problem {
    static let lastAdmin = Problem(
        .lastAdmin, "Nobody else is an admin, and somebody has to be. Make another user one first.")
}
