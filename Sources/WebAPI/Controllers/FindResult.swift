import Jobs

/// `GET /results/{id}/{file}`: the web server hands files out by itself. Where the service asks who somebody is, it asks
/// here first whether it may; and where it finds no file it leads here: 410 for a job whose time is over, else 404.
struct FindResult: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        guard request.isAuthorisation else { return try missing(request, arguments) }
        do throws(Problem) {
            try check(request, arguments)
            return .done
        } catch  where error.code.httpStatus < 500 {
            // All that the web server understands; it comes back for the whole answer.
            return Response(status: 403, mediaType: "text/plain", body: [])
        }
    }

    private func missing(_ request: Request, _ arguments: PathArguments) throws(Problem) -> Response {
        try check(request, arguments)
        if let id = JobID(arguments["id"]), try backend.isGone(id, for: request.caller) { throw .gone }
        throw .unknownResult
    }

    /// A link lets in whoever has it, as long as the job's owner is a user.
    private func check(_ request: Request, _ arguments: PathArguments) throws(Problem) {
        guard !request.caller.isTrusted else { return }
        guard let id = JobID(arguments["id"]) else { throw .unknownResult }
        let job = try backend.jobs.job(id)
        if let link = request.query[ShareLink.field] {
            let isValid = ShareLink.isValid(
                link, job: id, file: arguments["file"], key: try backend.accounts.shareKey(),
                at: backend.now())
            guard isValid, let job, try backend.accounts.account(job.submission.user) != nil else {
                throw .invalidLink
            }
            return
        }
        guard !request.caller.isNobody else { throw .unauthenticated }
        guard let job else {
            throw try backend.isGone(id, for: request.caller) ? .gone : .unknownResult
        }
        guard request.caller.maySee(job.submission.user) else { throw .unknownResult }
    }
}

extension Problem {
    fileprivate static let unknownResult = Problem(
        .unknownJob, "There is no such result: the job is unknown, or has no file of this name.")

    fileprivate static let invalidLink = Problem(
        .invalidLink, "This link is not valid, or not any more. Ask whoever sent it for a new one.")
}
