import Documents
import Jobs

/// `GET /api/failures`: how many jobs of all users failed within a day, by code.
struct ListFailures: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let start = Timestamp(milliseconds: backend.now().milliseconds - Timestamp.millisecondsPerDay)
        return try .json(FailuresDocument(try backend.jobs.failures(since: start)))
    }
}
