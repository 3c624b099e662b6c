import Jobs

/// `GET /jobs/{id}`: one job, with its result when it is completed.
struct ShowPlainJob: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let job = try backend.job(arguments["id"], for: request)
        let result = try ResultDocument(job, results: backend.results)
        return Response.plain(PlainJobDocument(job, result: result).object).tagged(for: request)
    }
}
