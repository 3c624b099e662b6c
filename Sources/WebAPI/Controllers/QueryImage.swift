import Documents
import Jobs

/// `POST /query`: the size of an image, and where its mirrored form is when that is asked for; waits for the job.
struct QueryImage: Controller {
    /// How long a client waits at most.
    static let wait = WaitPreference(seconds: WaitPreference.longestSeconds)

    private static let address = SubmissionAddress.query

    let backend: Backend

    /// Every problem becomes a document of this interface's own form.
    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        do throws(Problem) {
            if let note = request.headers.parked.flatMap(ParkedNote.init) {
                return try answer(note, request)
            }
            return try submit(request)
        } catch {
            return QueryAnswer.failure(error)
        }
    }

    private func submit(_ request: Request) throws(Problem) -> Response {
        try backend.checkRoom(hasKey: false)
        let draft = SubmissionDraft(
            fields: request.query, address: Self.address, backend: backend)
        let order: SubmissionSender.Order
        do throws(Problem) {
            for name in request.query.keys { try Self.address.check(name) }
            try SubmissionReader(backend: backend).read(request, into: draft)
            order = try self.order(for: draft, request)
        } catch {
            draft.discard()
            throw error
        }
        let id = order.submission.id
        let sender = SubmissionSender(
            address: Self.address, backend: backend, thread: request.thread, requestID: RequestID(request.id))
        try sender.accept(order)
        let note = ParkedNote(jobs: [id], wait: Self.wait)
        switch Parking(backend: backend).wait(for: [id], Self.wait, note: note, thread: request.thread) {
        case .waits(let response): return response
        case .hasEnded: return try answer(note, request)
        case .isImpossible(let reply): throw backend.problem(of: reply)
        }
    }

    private func order(
        for draft: SubmissionDraft, _ request: Request
    ) throws(Problem) -> SubmissionSender.Order {
        guard let upload = draft.uploads.first, draft.uploads.count == 1 else {
            throw Problem(.missingImage, "Send one image as the form field \(FormReader.imageField).")
        }
        let kind: JobKind = try Self.wantsMirror(draft.fields["mirror"]) ? .mirror : .size
        let user = try request.caller.user(named: draft.fields["user_id"])
        _ = try backend.account(of: user, for: request.caller)
        try upload.keep()
        let submission = Submission(
            id: upload.id, user: user, kind: kind, options: Self.options(of: kind), image: upload.image,
            digest: upload.digest, fileName: upload.fileName, submittedAt: backend.now())
        return SubmissionSender.Order(submission: submission, upload: upload)
    }

    /// Its clients look at pixels, where others heed the orientation.
    private static func options(of kind: JobKind) -> JobOptions {
        kind == .mirror ? JobOptions(flip: .pixels) : JobOptions()
    }

    private func answer(_ note: ParkedNote, _ request: Request) throws(Problem) -> Response {
        guard let id = note.jobs.first, let job = try backend.jobs.job(id) else { throw .unknownJob }
        return try QueryAnswer(job: job, headers: request.headers).response()
    }

    private static func wantsMirror(_ text: String?) throws(Problem) -> Bool {
        switch text {
        case nil, "", "false", "0": false
        case "true", "1": true
        default: throw Problem(.invalidOption, "mirror is true or false.")
        }
    }
}
