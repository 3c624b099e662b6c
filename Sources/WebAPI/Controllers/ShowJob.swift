import Jobs

/// `GET /api/jobs/{id}`: one job with all its attempts.
struct ShowJob: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        guard let id = JobID(arguments["id"]) else {
            throw Problem(.invalidID, "A job's id has the form 01234567-89ab-7cde-8f01-23456789abcd.")
        }
        guard let job = try backend.jobs.job(id) else {
            throw Problem(.unknownJob, "There is no job with this id.")
        }
        let attempts = try backend.jobs.attempts(of: id)
        return try .json(
            JobDocument(
                job, now: backend.now(), progress: backend.activity.progress(of: id), attemptLog: attempts))
    }
}
