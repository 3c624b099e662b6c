import Documents
import Jobs

/// `POST /api/jobs/{id}/cancel`, `POST /api/jobs/{id}/retry` and `DELETE /api/jobs/{id}`: what the owner may want of
/// a job. Answers once it has happened and is durable.
///
/// Whose job it is, is looked up here, so that another's is as good as none; the supervisor checks it again, for
/// its word counts.
struct ChangeJob: Controller {
    let wish: JobWish
    let backend: Backend

    init(_ wish: JobWish, backend: Backend) {
        self.wish = wish
        self.backend = backend
    }

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let named = try backend.ownJob(arguments["id"], for: request)
        let (id, user) = (named.id, named.submission.user)
        let reply = backend.commands.send(wish.command(id, by: user), thread: request.thread)
        switch reply {
        case .verdict(.accepted): return try answer(id, user)
        case .verdict(.unknownJob): throw .unknownJob
        case .verdict(.refused): throw wish.refusal(in: try job(id, of: user).state)
        case .verdict(.overloaded), .verdict(.overQuota): throw backend.problem(of: reply)
        default: throw .undone(reply)
        }
    }

    private func job(_ id: JobID, of user: UserName) throws(Problem) -> Job {
        guard let job = try backend.jobs.job(id), job.submission.user == user else { throw .unknownJob }
        return job
    }

    private func answer(_ id: JobID, _ user: UserName) throws(Problem) -> Response {
        guard wish != .delete else { return .done }
        let document = JobDocument(
            try job(id, of: user), now: backend.now(), progress: backend.activity.progress(of: id),
            attemptLog: try backend.jobs.attempts(of: id))
        guard wish == .retry else { return try .json(document) }
        return try .json(status: 202, document).adding("Location", "/api/jobs/\(id)")
    }
}

extension Problem {
    /// A command about a job was not carried out, or nobody knows.
    static func undone(_ reply: CommandReply) -> Problem {
        switch reply {
        case .verdict(.malformed): .internalError("supervisor: it does not understand this responder")
        case .unknown:
            Problem(
                .serviceUnavailable,
                "Nothing confirmed the change in time. Look at the job before trying again.",
                privateDetail: "supervisor: no verdict in time")
        default:
            Problem(
                .serviceUnavailable,
                "The service changes no jobs at the moment. Please try again in a moment.",
                privateDetail: "supervisor: \(reply)")
        }
    }
}
