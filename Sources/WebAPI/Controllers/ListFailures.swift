import Documents
import Jobs

/// `GET /api/failures`: how many of the jobs that are kept, of all users, failed within the window, by code.
struct ListFailures: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let start = Timestamp(milliseconds: backend.now().milliseconds - FailuresDocument.windowMilliseconds)
        return try .json(FailuresDocument(try backend.jobs.failures(since: start)))
    }
}
