import Jobs

/// `POST /api/users`: a new user; without a password for programs alone, who get keys.
struct AddUser: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let fields = try JSONFields(
            request, known: ["name", "role", "password", "weight"],
            example: #"{"name": "ann", "password": "…"}"#)
        let account = try account(fields)
        guard try backend.carryOut(.add(account), thread: request.thread) else { throw Self.taken }
        return try .json(status: 201, AccountDocument(account))
            .adding("Location", "/api/users/\(account.name.text)")
    }

    private func account(_ fields: JSONFields) throws(Problem) -> Account {
        guard let name = try fields.text("name").flatMap({ UserName($0) }) else {
            throw Problem(
                .invalidUser,
                "name is 1 to \(UserName.maximumBytes) letters, digits and . _ - @ +")
        }
        let role = try AccountFields.role(fields) ?? .user
        let weight = try AccountFields.weight(fields)
        let password = try fields.text("password")
        return Account(
            name: name, role: role,
            passwordHash: try password.map { text throws(Problem) in try backend.hash(ofNew: text) },
            weight: weight, createdAt: backend.now())
    }

    private static let taken = Problem(
        .nameTaken,
        "There is a user of this name, or jobs are left of one who was removed. Choose another name, or remove those "
            + "jobs first.")
}
