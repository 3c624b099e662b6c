import Documents
import Jobs

/// The answer to a submission that waited for its jobs.
struct SubmittedJobs {
    let backend: Backend
    let note: ParkedNote

    /// 200 when all have ended, else 202, each with the jobs as they are now.
    /// - Throws: `Problem` with `.unknownJob` when the only job was removed meanwhile, or `.serviceUnavailable`.
    func answer() throws(Problem) -> Response {
        var found: [Job] = []
        for id in note.jobs {
            if let job = try backend.jobs.job(id) { found.append(job) }
        }
        let status = found.allSatisfy(\.state.isTerminal) ? 200 : 202
        let response =
            note.jobs.count == 1
            ? try one(found.first, status) : try several(found, status)
        return (note.isReplayed ? response.adding("Idempotency-Replayed", "true") : response)
            .applying(note.wait)
    }

    private func one(_ job: Job?, _ status: Int) throws(Problem) -> Response {
        guard let job else { throw .unknownJob }
        let document = JobDocument(
            job, now: backend.now(), progress: backend.activity.progress(of: job.id),
            attemptLog: try backend.jobs.attempts(of: job.id))
        return try .json(status: status, document).adding("Location", "/api/jobs/\(job.id)")
    }

    private func several(_ jobs: [Job], _ status: Int) throws(Problem) -> Response {
        let progress = backend.activity.progress()
        let now = backend.now()
        let documents = jobs.map { JobDocument($0, now: now, progress: progress[$0.id]) }
        return try .json(status: status, JobListDocument(jobs: documents)).adding("Location", "/api/jobs")
    }
}
