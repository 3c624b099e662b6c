import Documents
import Jobs

/// Hands what is durable in the spool to the supervisor, and makes of its verdicts the answer to the request.
struct SubmissionSender {
    let address: SubmissionAddress
    let backend: Backend
    let thread: Int
    /// Nil for a request without one.
    let requestID: RequestID?
    /// How long the client wants to wait for the end; nil for not at all.
    var wait: WaitPreference?

    /// One job of a request.
    struct Order {
        let submission: Submission
        let upload: Upload?
        /// The job that an earlier request with the same key made.
        var earlier: Job?
    }

    /// What became of one job of a request.
    private struct Outcome {
        let job: Job
        let isReplayed: Bool
    }

    /// Stops at the first that is not accepted: the supervisor is in trouble, and each try may take seconds.
    /// - Throws: `Problem` when not even the first was accepted.
    func send(_ orders: [Order]) throws(Problem) -> Response {
        var outcomes: [Outcome] = []
        for (index, order) in orders.enumerated() {
            do throws(Refusal) {
                outcomes.append(try send(order))
            } catch {
                let firstRefused = error.mayStillHappen ? index + 1 : index
                for order in orders.dropFirst(firstRefused) { order.upload?.discard() }
                guard index > 0 else { throw error.problem }
                return partly(outcomes.map(\.job.id), of: orders.count, error.problem)
            }
        }
        if let response = try waited(for: outcomes) { return response }
        return try answer(outcomes)
    }

    /// The answer of a request that waits; nil for one that does not, or cannot.
    private func waited(for outcomes: [Outcome]) throws(Problem) -> Response? {
        guard let wait, outcomes.count <= Command.parkLimit else { return nil }
        let note = ParkedNote(
            jobs: outcomes.map(\.job.id), wait: wait, isReplayed: outcomes.allSatisfy(\.isReplayed))
        switch Parking(backend: backend).wait(for: note.jobs, wait, note: note, thread: thread) {
        case .waits(let response): return response
        case .hasEnded: return try SubmittedJobs(backend: backend, note: note).answer()
        case .isImpossible: return nil
        }
    }

    /// Sends one job and leaves the answer to the caller.
    /// - Throws: `Problem` when it was not accepted.
    func accept(_ order: Order) throws(Problem) {
        do throws(Refusal) {
            _ = try send(order)
        } catch {
            if !error.mayStillHappen { order.upload?.discard() }
            throw error.problem
        }
    }

    private func send(_ order: Order) throws(Refusal) -> Outcome {
        if let earlier = order.earlier { return Outcome(job: earlier, isReplayed: true) }
        var submission = order.submission
        submission.requestID = requestID
        let reply = backend.commands.send(.submit(submission), thread: thread)
        switch reply {
        case .verdict(.accepted):
            let job = Job(sequence: 0, submission: submission, state: submission.initialState)
            return Outcome(job: job, isReplayed: false)
        case .verdict(.repeated):
            order.upload?.discard()
            return Outcome(job: try earlierJob(of: submission), isReplayed: true)
        default:
            let problem = backend.problem(of: reply, hasKey: submission.key != nil)
            throw Refusal(problem: problem, mayStillHappen: reply == .unknown)
        }
    }

    /// The job whose key the supervisor found to be taken: it is durable, so the store has it.
    private func earlierJob(of submission: Submission) throws(Refusal) -> Job {
        do throws(Problem) {
            if let job = try backend.earlierJob(of: submission) { return job }
        } catch {
            throw Refusal(problem: error, mayStillHappen: false)
        }
        let vanished = Problem(
            .serviceUnavailable, "The job of this key was removed in this moment. Please send it again.")
        throw Refusal(problem: vanished, mayStillHappen: false)
    }

    private struct Refusal: Error {
        let problem: Problem
        /// The command was taken, and nobody knows what became of it: its input must stay.
        let mayStillHappen: Bool
    }
}

/// Answers.
extension SubmissionSender {
    private func answer(_ outcomes: [Outcome]) throws(Problem) -> Response {
        let jobs = outcomes.map(\.job)
        let response =
            switch address {
            case .jobs: try documents(outcomes)
            case .plainJobs: PlainJobDocument.answer(to: jobs)
            case .query: try documents(outcomes)
            case .process: StatusDocument.answer(to: jobs)
            }
        guard outcomes.allSatisfy(\.isReplayed) else { return response }
        return response.adding("Idempotency-Replayed", "true")
    }

    private func documents(_ outcomes: [Outcome]) throws(Problem) -> Response {
        let now = backend.now()
        let documents = outcomes.map {
            JobDocument(
                $0.job, now: now, progress: $0.isReplayed ? backend.activity.progress(of: $0.job.id) : nil)
        }
        if let only = documents.first, documents.count == 1 {
            return try .json(status: 202, only).adding("Location", "/api/jobs/\(outcomes[0].job.id)")
        }
        return try .json(status: 202, JobListDocument(jobs: documents)).adding("Location", "/api/jobs")
    }

    private func partly(_ accepted: [JobID], of count: Int, _ problem: Problem) -> Response {
        var partial = problem
        partial.detail = "The first \(accepted.count) of \(count) images were accepted. \(problem.detail)"
        return ProblemDocument(partial, accepted: accepted, requestID: requestID).response
    }
}
