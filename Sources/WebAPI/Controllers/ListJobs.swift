import Documents
import Jobs

/// `GET /api/jobs`: the user's jobs, newest first, in pages.
struct ListJobs: Controller {
    static let limits = 1...200
    static let defaultLimit = 50

    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let page = try JobPage(request, defaultLimit: Self.defaultLimit, backend: backend)
        let progress = backend.activity.progress()
        let now = backend.now()
        let documents = page.jobs.map { JobDocument($0, now: now, progress: progress[$0.id]) }
        return try .json(JobListDocument(jobs: documents, next: page.next)).tagged(for: request)
    }
}
