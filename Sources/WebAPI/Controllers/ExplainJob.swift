import Documents
import Jobs

/// `GET /api/jobs/{id}/explain`: why a job has not ended, when it will begin and end, and what would change that.
struct ExplainJob: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let job = try backend.job(arguments["id"], for: request)
        guard !job.state.isTerminal else { throw Self.hasEnded(job.state) }
        let reply = backend.commands.send(.explain(job.id), thread: request.thread)
        switch reply {
        case .explanation(let explanation): return try .json(ExplanationDocument(explanation))
        // It ended in this moment.
        case .verdict(.refused): throw Self.hasEnded(try backend.jobs.job(job.id)?.state ?? job.state)
        default:
            throw Problem(
                .serviceUnavailable,
                "Nothing can say at the moment when the job begins. Please try again in a moment.",
                privateDetail: "supervisor: \(reply)")
        }
    }

    private static func hasEnded(_ state: JobState) -> Problem {
        Problem(
            .notExplainable,
            "The job \(state.isTerminal ? "is \(state.rawValue)" : "has just ended"): there is nothing that it waits for. "
                + "Look at the job itself.")
    }
}
