import Documents
import Jobs

/// `GET /api/jobs`: the user's jobs, newest first, in pages.
struct ListJobs: Controller {
    static let limits = 1...200
    static let defaultLimit = 50

    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let user = try UserName(fields: request.query, cookie: request.cookie)
        let limit = try Self.limit(request.query["limit"])
        let cursor = try request.query["cursor"].map { text throws(Problem) in try Cursor(text) }
        // One more than asked for tells whether there is a next page.
        let found = try backend.jobs.jobs(of: user, limit: limit + 1, before: cursor?.sequence)
        return try .json(document(found, limit: limit)).tagged(for: request)
    }

    private func document(_ found: [Job], limit: Int) -> JobListDocument {
        let progress = backend.activity.progress()
        let now = backend.now()
        let shown = found.prefix(limit)
        let next = found.count > limit ? shown.last.map { Cursor(sequence: $0.sequence).text } : nil
        return JobListDocument(
            jobs: shown.map { JobDocument($0, now: now, progress: progress[$0.id]) }, next: next)
    }

    private static func limit(_ text: String?) throws(Problem) -> Int {
        guard let text else { return defaultLimit }
        guard let limit = Int(text), limits.contains(limit) else {
            throw Problem(
                .invalidOption,
                "limit is a whole number from \(limits.lowerBound) to \(limits.upperBound).")
        }
        return limit
    }
}
