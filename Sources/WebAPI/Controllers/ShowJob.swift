import Documents
import Jobs

/// `GET /api/jobs/{id}`: one job with all its attempts; at once, or when it has ended where the client waits.
struct ShowJob: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let job = try backend.job(arguments["id"], for: request)
        guard request.method == "GET", let wait = WaitPreference(request.headers.prefer) else {
            return try answer(job, thread: request.thread).tagged(for: request)
        }
        guard request.headers.parked == nil, !job.state.isTerminal else {
            return try answer(job, thread: request.thread).applying(wait).tagged(for: request)
        }
        switch Parking(backend: backend)
            .wait(for: [job.id], wait, note: ParkedNote(jobs: [job.id], wait: wait), thread: request.thread)
        {
        case .waits(let response): return response
        case .hasEnded:
            return try answer(try backend.jobs.job(job.id) ?? job, thread: request.thread).applying(wait)
                .tagged(for: request)
        case .isImpossible: return try answer(job, thread: request.thread).tagged(for: request)
        }
    }

    private func answer(_ job: Job, thread: Int) throws(Problem) -> Response {
        try .json(
            JobDocument(
                job, now: backend.now(), progress: backend.activity.progress(of: job.id),
                attemptLog: try backend.jobs.attempts(of: job.id),
                explanation: backend.explanation(of: job, thread: thread)))
    }
}
