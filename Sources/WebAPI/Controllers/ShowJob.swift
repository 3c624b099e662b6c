import Documents
import Jobs

/// `GET /api/jobs/{id}`: one job with all its attempts.
struct ShowJob: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let job = try backend.job(arguments["id"]) { () throws(Problem) in
            try UserName(fields: request.query, cookie: request.cookie)
        }
        let attempts = try backend.jobs.attempts(of: job.id)
        return try .json(
            JobDocument(
                job, now: backend.now(), progress: backend.activity.progress(of: job.id), attemptLog: attempts
            ))
    }
}
