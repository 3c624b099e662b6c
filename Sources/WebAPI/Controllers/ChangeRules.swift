import Documents
import Jobs

/// `PUT /api/rules`: other rules from now on, kept over restarts. Answers with them once they are durable and count.
struct ChangeRules: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let rules = try read(request)
        let text = rules.text
        // In its one form a document may be longer than as it was sent.
        guard text.utf8.count <= Rules.maximumBytes else { throw Self.tooLong }
        for piece in RulesPiece.pieces(of: text, proposal: backend.makeID()) {
            let reply = backend.commands.send(.propose(piece), thread: request.thread)
            guard reply == .verdict(.accepted) else {
                throw Problem(
                    .serviceUnavailable, "Nothing confirmed the rules. Please try again in a moment.",
                    privateDetail: "supervisor: \(reply)")
            }
        }
        return try .json(rules.document)
    }

    private func read(_ request: Request) throws(Problem) -> Rules {
        let bytes = try BodyReader(request, maximumBytes: Int64(Rules.maximumBytes)).allBytes()
        do throws(RulesError) {
            return try Rules(json: bytes)
        } catch {
            throw Problem(.invalidRules, "The rules stay as they are. \(error)")
        }
    }

    private static let tooLong = Problem(
        .bodyTooLarge, "The rules are longer than \(Rules.maximumBytes) bytes: put users into tiers.")
}
