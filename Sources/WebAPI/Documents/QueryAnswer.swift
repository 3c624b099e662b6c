import Documents
import Jobs

/// The answers of `/query`, in the very form that its clients know: `{"status": "SUCCESS", "size": "82kb"}`.
struct QueryAnswer {
    let job: Job
    /// Of the request: they tell under which name the client knows this service.
    let headers: RequestHeaders

    /// - Throws: `Problem` of a job that failed.
    func response() throws(Problem) -> Response {
        switch job.state {
        case .completed: return try Self.json(200, [("status", "SUCCESS"), ("size", size)] + image)
        case .failed:
            throw job.problem ?? .internalError("job \(job.id) failed without a problem")
        case .cancelled: return Self.failure(409, "The job was cancelled.")
        case .scheduled, .pending, .processing:
            return Self.failure(
                504,
                "The job goes on, but did not end in time. Ask for it at /api/jobs/\(job.id), or try again "
                    + "later.")
        }
    }

    /// What goes wrong, in the same form.
    static func failure(_ problem: Problem) -> Response {
        let response = failure(problem.code.httpStatus, problem.detail)
        guard let seconds = problem.retryAfterSeconds ?? problem.code.retryAfterSeconds else {
            return response
        }
        return response.adding("Retry-After", String(seconds))
    }

    private static func failure(_ status: Int, _ message: String) -> Response {
        (try? json(status, [("status", "FAILURE"), ("message", message)]))
            ?? Response(
                status: status, mediaType: "application/json", body: Array(#"{"status": "FAILURE"}"#.utf8))
    }

    private var size: String { "\(((job.submission.image?.bytes ?? 0) + 512) / 1024)kb" }

    private var image: [(String, String)] {
        guard let file = job.result?.files.first else { return [] }
        let origin = headers.host.map { "\(headers.scheme ?? "http")://\($0)" } ?? ""
        return [("image", "\(origin)/results/\(job.id)/\(file.name)")]
    }

    private static func json(_ status: Int, _ fields: [(String, String)]) throws(Problem) -> Response {
        var text: [String] = []
        for (name, value) in fields {
            text.append("\"\(name)\": " + String(decoding: try JSON.bytes(of: value), as: UTF8.self))
        }
        return Response(
            status: status, mediaType: "application/json",
            body: Array("{\(text.joined(separator: ", "))}".utf8))
    }
}
