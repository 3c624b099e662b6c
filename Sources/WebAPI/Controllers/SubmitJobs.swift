import Jobs

/// `POST /api/jobs`, `POST /jobs` and `POST /api/process`: one job for each image, or one without. Answers 202 once they
/// are durable; a refused request leaves nothing behind. A request with a key is carried out once, however often it is
/// sent. A client of `/api/jobs` that waits is answered 200 when all have ended in time.
struct SubmitJobs: Controller {
    var address = SubmissionAddress.jobs
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        if let note = request.headers.parked.flatMap(ParkedNote.init) {
            return try SubmittedJobs(backend: backend, note: note).answer()
        }
        for name in request.query.keys { try address.check(name) }
        try backend.checkRoom(hasKey: request.idempotencyKey != nil || request.query["job_id"] != nil)
        let draft = SubmissionDraft(fields: request.query, address: address, backend: backend)
        let orders: [SubmissionSender.Order]
        do throws(Problem) {
            try read(request, into: draft)
            orders = try settle(try self.orders(for: draft, request))
        } catch {
            draft.discard()
            throw error
        }
        let sender = SubmissionSender(
            address: address, backend: backend, thread: request.thread, requestID: RequestID(request.id),
            wait: address == .jobs ? WaitPreference(request.headers.prefer) : nil)
        return try answer(sender, orders)
    }

    /// With what the user's jobs of today may still take, where that is bounded.
    private func answer(
        _ sender: SubmissionSender, _ orders: [SubmissionSender.Order]
    ) throws(Problem) -> Response {
        let response: Response
        do throws(Problem) {
            response = try sender.send(orders)
        } catch  where error.code == .dailyQuotaExceeded || error.code == .largerThanQuota {
            response = ProblemDocument(error, requestID: sender.requestID).response
        }
        guard let user = orders.first?.submission.user, let limits = try RateLimits(of: user, backend) else {
            return response
        }
        return limits.added(to: response)
    }

    private func read(_ request: Request, into draft: SubmissionDraft) throws(Problem) {
        do throws(Problem) {
            try SubmissionReader(backend: backend).read(request, into: draft)
        } catch  where error.code == .emptyBody && address.takesNoBody {
            return
        }
        guard draft.uploads.count > address.maximumImages else { return }
        throw Problem(.tooManyParts, "This address takes one image at a time: send several requests.")
    }

    private func orders(
        for draft: SubmissionDraft, _ request: Request
    ) throws(Problem) -> [SubmissionSender.Order] {
        let order = try JobOrder(fields: address.completed(draft), caller: request.caller)
        let account = try backend.account(of: order.user, for: request.caller)
        if let webhook = order.webhook { try backend.check(webhook) }
        let key = try RequestKey(header: request.idempotencyKey, fields: draft.fields)
        if let text = order.text { draft.attach(text: text) }
        guard order.kind.takesImage else {
            draft.discard()
            return [try self.order(order, account, key, nil, of: [])]
        }
        guard !draft.uploads.isEmpty else {
            throw Self.missingInput(of: order.kind)
        }
        var orders: [SubmissionSender.Order] = []
        for upload in draft.uploads {
            orders.append(try self.order(order, account, key, upload, of: draft.uploads))
        }
        return orders
    }

    private static func missingInput(of kind: JobKind) -> Problem {
        let image = "\(kind.rawValue) needs an image: send it as the form field \(FormReader.imageField)"
        let text = ", or a text, in the field \(FormReader.textField)"
        return Problem(.missingImage, "\(image)\(kind.needsImage ? "" : text).")
    }

    private func order(
        _ order: JobOrder, _ account: Account?, _ key: RequestKey?, _ upload: Upload?, of uploads: [Upload]
    ) throws(Problem) -> SubmissionSender.Order {
        let now = backend.now()
        let due = backend.delayMilliseconds(of: order).map { Timestamp(milliseconds: now.milliseconds + $0) }
        let deadline = order.deadlineMilliseconds.map { Timestamp(milliseconds: now.milliseconds + $0) }
        var submission = Submission(
            id: upload?.id ?? backend.makeID(), user: order.user, kind: order.kind, options: order.options,
            image: upload?.image, digest: upload?.digest, fileName: upload?.fileName, submittedAt: now,
            dueAt: due, deadlineAt: deadline, priority: order.priority,
            webhook: order.webhook ?? account?.webhook ?? Webhook(backend.outbound.webhook))
        if let key, let digest = key.digest(image: upload?.number ?? 1),
            let fingerprint = try RequestFingerprint.digest(order, images: uploads.map(\.digest))
        {
            submission.key = SubmissionKey(
                digest: digest, fingerprint: fingerprint, clientID: key.clientID(image: upload?.number ?? 1))
        }
        return SubmissionSender.Order(submission: submission, upload: upload)
    }

    /// Makes the inputs of new jobs durable, and removes those of jobs that are there already.
    private func settle(_ orders: [SubmissionSender.Order]) throws(Problem) -> [SubmissionSender.Order] {
        var orders = orders
        for index in orders.indices {
            orders[index].earlier = try backend.earlierJob(of: orders[index].submission)
            if orders[index].earlier == nil {
                try orders[index].upload?.keep()
            } else {
                orders[index].upload?.discard()
            }
        }
        return orders
    }
}
