import Jobs

/// `POST /api/jobs`: one job for each image, or one without. Answers 202 once they are durable; a refused request
/// leaves nothing behind.
struct SubmitJobs: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        let draft = SubmissionDraft(fields: request.query, backend: backend)
        let submissions: [Submission]
        do throws(Problem) {
            try SubmissionReader(backend: backend).read(request, into: draft)
            submissions = try self.submissions(for: draft, cookie: request.cookie)
            for upload in draft.uploads where submissions.contains(where: { $0.id == upload.id }) {
                try upload.keep()
            }
        } catch {
            draft.discard()
            throw error
        }
        return try submit(submissions, draft.uploads, thread: request.thread)
    }

    private func submissions(for draft: SubmissionDraft, cookie: String?) throws(Problem) -> [Submission] {
        let order = try JobOrder(fields: draft.fields, cookie: cookie)
        guard order.kind.takesImage else {
            draft.discard()
            return [submission(order, backend.makeID())]
        }
        guard !draft.uploads.isEmpty else {
            throw Problem(
                .missingImage,
                "\(order.kind.rawValue) needs an image: send it as the form field \(FormReader.imageField).")
        }
        return draft.uploads.map { submission(order, $0.id, $0) }
    }

    private func submission(_ order: JobOrder, _ id: JobID, _ upload: Upload? = nil) -> Submission {
        let now = backend.now()
        let due = order.delayMilliseconds.map { Timestamp(milliseconds: now.milliseconds + $0) }
        let deadline = order.deadlineMilliseconds.map { Timestamp(milliseconds: now.milliseconds + $0) }
        return Submission(
            id: id, user: order.user, kind: order.kind, options: order.options, image: upload?.image,
            digest: upload?.digest, fileName: upload?.fileName, submittedAt: now, dueAt: due,
            deadlineAt: deadline)
    }
}

/// Sending what is durable in the spool to the supervisor.
extension SubmitJobs {
    /// Stops at the first that is not accepted: the supervisor is in trouble, and each try may take seconds.
    private func submit(
        _ submissions: [Submission], _ uploads: [Upload], thread: Int
    ) throws(Problem) -> Response {
        for (index, submission) in submissions.enumerated() {
            let reply = backend.commands.send(.submit(submission), thread: thread)
            guard let problem = Self.problem(with: reply) else { continue }
            let firstRefused = reply == .unknown ? index + 1 : index
            for upload in uploads.dropFirst(firstRefused) { upload.discard() }
            guard index > 0 else { throw problem }
            return Self.partly(submissions.prefix(index).map(\.id), of: submissions.count, problem)
        }
        return try Self.accepted(submissions)
    }

    private static func accepted(_ submissions: [Submission]) throws(Problem) -> Response {
        let documents = submissions.map {
            JobDocument(Job(sequence: 0, submission: $0, state: $0.initialState), now: $0.submittedAt)
        }
        guard let only = documents.first, documents.count == 1 else {
            return try .json(status: 202, JobListDocument(jobs: documents)).adding("Location", "/api/jobs")
        }
        return try .json(status: 202, only).adding("Location", "/api/jobs/\(submissions[0].id)")
    }

    private static func partly(_ accepted: [JobID], of count: Int, _ problem: Problem) -> Response {
        let partial = Problem(
            problem.code, "The first \(accepted.count) of \(count) images were accepted. \(problem.detail)")
        return ProblemDocument(partial, accepted: accepted).response
    }

    /// Nil for a command that was carried out.
    private static func problem(with reply: CommandReply) -> Problem? {
        switch reply {
        case .verdict(.accepted): nil
        case .verdict(.stopping), .unavailable:
            Problem(
                .serviceUnavailable, "The service takes no jobs at the moment. Please try again in a moment.",
                privateDetail: "supervisor: \(reply)")
        case .verdict(.failed):
            Problem(
                .serviceUnavailable, "The job could not be stored. Please try again in a moment.",
                privateDetail: "supervisor: the store did not keep the job")
        case .verdict(.quarantined):
            Problem(
                .quarantined,
                "Two processors died while they worked on this file, so it is not taken any more. Save it anew with "
                    + "another program and send that, or ask the operator to look at the file and release it."
            )
        case .verdict(.malformed), .verdict(.refused), .verdict(.unknownJob):
            .internalError("supervisor: it does not understand this responder")
        case .unknown:
            Problem(
                .serviceUnavailable,
                "Nothing confirmed the job in time. Look at the list of jobs before sending it again.",
                privateDetail: "supervisor: no verdict in time")
        }
    }
}
