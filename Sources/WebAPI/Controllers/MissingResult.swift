import Jobs

/// `GET /results/{id}/{file}` where nginx finds no file: 410 for a job whose time is over, else 404.
struct MissingResult: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        if let id = JobID(arguments["id"]), try backend.jobs.isGone(id) { throw .gone }
        throw Problem(
            .unknownJob, "There is no such result: the job is unknown, or has no file of this name.")
    }
}
