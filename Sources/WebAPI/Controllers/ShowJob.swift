import Jobs

/// `GET /api/jobs/{id}`: one job with all its attempts.
struct ShowJob: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let id = try JobID(arguments: arguments)
        guard let job = try backend.jobs.job(id) else {
            throw Problem(.unknownJob, "There is no job with this id.")
        }
        let attempts = try backend.jobs.attempts(of: id)
        return try .json(
            JobDocument(
                job, now: backend.now(), progress: backend.activity.progress(of: id), attemptLog: attempts))
    }
}
