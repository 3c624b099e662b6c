import Jobs

/// `GET /jobs`: the user's jobs, newest first, those that are completed with their results. Where there are more, a
/// `Link` header leads on.
struct ListPlainJobs: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let page = try JobPage(request, defaultLimit: ListJobs.limits.upperBound, backend: backend)
        let objects = try page.jobs.map { job throws(Problem) in
            PlainJobDocument(job, result: try ResultDocument(job)).object
        }
        guard let next = page.next else {
            return .plain(objects).tagged(for: request)
        }
        let link = "</jobs?limit=\(page.limit)&cursor=\(next)\(Self.user(request))>; rel=\"next\""
        return .plain(objects).tagged(for: request).adding("Link", link)
    }

    /// The user that the query names, for the next one.
    private static func user(_ request: Request) -> String {
        guard let user = request.query["user_id"], !user.isEmpty else { return "" }
        return "&user_id=\(user.replacing("+", with: "%2B"))"
    }
}
