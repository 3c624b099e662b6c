import Documents
import Jobs

/// `GET /api/jobs`: the user's jobs, newest first, in pages; those that the query asks for.
struct ListJobs: Controller {
    static let limits = 1...200
    static let defaultLimit = 50

    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let filter = try JobFilter(request.query)
        let page = try JobPage(request, defaultLimit: Self.defaultLimit, matching: filter, backend: backend)
        let progress = backend.activity.progress()
        let now = backend.now()
        let documents = page.jobs.map { JobDocument($0, now: now, progress: progress[$0.id]) }
        let list = JobListDocument(
            jobs: documents, next: page.next, excerpts: try excerpts(of: page, filter.words))
        return try .json(list).tagged(for: request)
    }

    private func excerpts(
        of page: JobPage, _ words: [String]?
    ) throws(Problem) -> [JobID: Excerpt]? {
        guard let words else { return nil }
        let found = try backend.jobs.excerpts(of: page.jobs.map(\.sequence), words: words, user: page.user)
        let named = page.jobs.compactMap { job in found[job.sequence].map { (job.id, $0) } }
        return Dictionary(uniqueKeysWithValues: named)
    }
}
