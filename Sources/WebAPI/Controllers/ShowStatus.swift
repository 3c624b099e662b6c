import Jobs

/// `GET /api/status/{id}`: how a job stands, in four words, a sentence and its result.
struct ShowStatus: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let job = try backend.job(arguments["id"], for: request)
        let progress = backend.activity.progress(of: job.id)
        let result = try ResultDocument(job, results: backend.results)
        return Response.plain(StatusDocument(job, progress: progress, result: result).object)
            .tagged(for: request)
    }
}
