import Jobs

/// One page of the list of a user's jobs, newest first, as the query of a request asks for it.
struct JobPage {
    let user: UserName
    let jobs: [Job]
    let limit: Int
    /// Cursor of the page after it; nil for the last.
    let next: String?

    /// Reads the page; `defaultLimit` jobs where the query does not say how many.
    /// - Throws: `Problem` of the query or of the store.
    init(
        _ request: Request, defaultLimit: Int, matching filter: JobFilter = JobFilter(), backend: Backend
    ) throws(Problem) {
        user = try request.user()
        limit = try Self.limit(request.query["limit"]) ?? defaultLimit
        let cursor = try request.query["cursor"].map { text throws(Problem) in try Cursor(text) }
        // One more than asked for tells whether there is a next page.
        let found = try backend.jobs.jobs(
            of: user, limit: limit + 1, before: cursor?.sequence, matching: filter)
        jobs = Array(found.prefix(limit))
        next = found.count > limit ? jobs.last.map { Cursor(sequence: $0.sequence).text } : nil
    }

    private static func limit(_ text: String?) throws(Problem) -> Int? {
        guard let text else { return nil }
        let limits = ListJobs.limits
        guard let limit = Int(text), limits.contains(limit) else {
            throw Problem(
                .invalidOption,
                "limit is a whole number from \(limits.lowerBound) to \(limits.upperBound).")
        }
        return limit
    }
}
