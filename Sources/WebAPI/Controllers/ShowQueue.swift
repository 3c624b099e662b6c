import Documents
import Jobs
import SharedRing

/// `GET /api/queue`: what waits, what processors do, and what users were promised and got of them. Who may not see all
/// users is shown the own share alone, and no processors.
struct ShowQueue: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let user = try request.user()
        guard let counters = backend.metrics.metrics()?.counters, var shares = backend.metrics.shares() else {
            throw Problem(
                .serviceUnavailable, "The queue cannot be seen at the moment. Please try again in a moment.",
                privateDetail: "supervisor: there is no scoreboard")
        }
        guard request.caller.isAdmin else {
            shares.rows.removeAll { $0.name != user.text }
            return try .json(QueueStateDocument(counters, shares))
        }
        return try .json(QueueStateDocument(counters, shares, processing: try processing()))
    }

    /// The jobs that processors hold, the longest at work first. One that has ended meanwhile is left out.
    private func processing() throws(Problem) -> [JobDocument] {
        let now = backend.now()
        var held: [(job: Job, progress: JobProgress)] = []
        for (id, progress) in backend.activity.progress() {
            guard let job = try backend.jobs.job(id), job.state == .processing else { continue }
            held.append((job, progress))
        }
        let start = { (job: Job) in (job.startedAt?.milliseconds ?? .max, job.id.description) }
        return held.sorted { start($0.job) < start($1.job) }
            .map { JobDocument($0.job, now: now, progress: $0.progress) }
    }
}
