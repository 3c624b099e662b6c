import Jobs

/// `PUT /api/processors`: how many jobs run at once from now on.
struct ResizeProcessors: Controller {
    private struct Document: Codable {
        let wanted: Int
    }

    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let range = ServiceSettings.processorRange
        let document = try read(request)
        guard range.contains(document.wanted) else {
            throw Problem(
                .invalidOption, "wanted must be a number from \(range.lowerBound) to \(range.upperBound).")
        }
        let reply = backend.commands.send(.resize(processors: document.wanted), thread: request.thread)
        guard reply == .verdict(.accepted) else {
            throw Problem(
                .serviceUnavailable, "Nothing confirmed the change. Please try again in a moment.",
                privateDetail: "supervisor: \(reply)")
        }
        return try .json(document)
    }

    private func read(_ request: Request) throws(Problem) -> Document {
        let fields = try JSONFields(request, known: ["wanted"], example: "{\"wanted\": 4}")
        guard let wanted = try fields.number("wanted") else {
            throw Problem(.malformedBody, "Send a JSON object such as {\"wanted\": 4}.")
        }
        return Document(wanted: Int(exactly: wanted) ?? 0)
    }
}
