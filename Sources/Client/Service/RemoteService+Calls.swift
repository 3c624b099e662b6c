internal import Foundation
package import Jobs

/// What can be asked of the service.
extension RemoteService {
    /// Submits one job, once however often the request has to be sent: that is what `key` is for, which is another for
    /// each job. Kinds without an image have nil for one.
    /// - Throws: `Problem`.
    package func submit(
        _ form: JobForm, image: [UInt8]?, fileName: String?, key: String, _ trouble: Trouble = { _ in }
    ) throws(Problem) -> RemoteJob {
        var fields = fields(form.fields)
        var request = HTTPRequest("POST", "/api/jobs", headers: ["Idempotency-Key": key])
        if let image {
            if let fileName, !fileName.isEmpty { fields["file_name"] = fileName }
            request.target = HTTPRequest.target("/api/jobs", fields)
            request.body = image
        } else {
            request.headers["Content-Type"] = "application/json"
            request.body = try Self.object(fields)
        }
        return try RemoteJob(json: try answer(request, trouble).reply.body)
    }

    private static func object(_ fields: [String: String]) throws(Problem) -> [UInt8] {
        do {
            return Array(try JSONEncoder().encode(fields))
        } catch {
            throw Problem(.invalidOption, "The options cannot be sent: \(error.localizedDescription)")
        }
    }

    /// The job `id`, at once or once it has ended, if the service holds requests back and it ends within `seconds`.
    /// - Returns: the job, and whether the service did hold back.
    /// - Throws: `Problem`.
    package func job(
        _ id: String, waiting seconds: Int = 0, _ trouble: Trouble = { _ in }
    ) throws(Problem) -> (job: RemoteJob, didWait: Bool) {
        let headers = seconds > 0 ? ["Prefer": "wait=\(seconds)"] : [:]
        let reply = try answer(HTTPRequest("GET", address(of: id), headers: headers), trouble).reply
        return (try RemoteJob(json: reply.body), reply.didWait)
    }

    /// At most `limit` jobs, newest first.
    /// - Throws: `Problem`.
    package func jobs(limit: Int) throws(Problem) -> [RemoteJob] {
        var found: [RemoteJob] = []
        var cursor: String?
        repeat {
            var fields = fields(["limit": String(min(200, limit - found.count))])
            fields["cursor"] = cursor
            let reply = try answer(HTTPRequest("GET", HTTPRequest.target("/api/jobs", fields))).reply
            let page = try RemoteJob.page(json: reply.body)
            found += page.jobs
            cursor = page.next
        } while cursor != nil && found.count < limit
        return found
    }

    /// What the owner may want of a job.
    package enum Wish: String, Sendable {
        case cancel
        case retry

        /// Whether a job in this state is one that has got what was wanted.
        fileprivate func isFulfilled(by state: JobState) -> Bool {
            switch self {
            case .cancel: state == .cancelled
            case .retry: !state.isTerminal
            }
        }
    }

    /// Has the wish carried out; returns the job as it is then. A refusal of a second try is none when the first got
    /// through.
    /// - Throws: `Problem`.
    package func change(_ id: String, _ wish: Wish) throws(Problem) -> RemoteJob {
        let target = HTTPRequest.target("/api/jobs/\(HTTPRequest.encoded(id))/\(wish.rawValue)", fields())
        let answer = try send(HTTPRequest("POST", target, body: []))
        if answer.reply.status == 409, answer.isRepeated {
            let job = try job(id).job
            if wish.isFulfilled(by: job.state) { return job }
        }
        return try RemoteJob(json: try Self.successful(answer).reply.body)
    }

    /// A result's bytes; `url` is as the job's document names it.
    /// - Throws: `Problem`.
    package func file(_ url: String, _ trouble: Trouble = { _ in }) throws(Problem) -> [UInt8] {
        try answer(HTTPRequest("GET", url), trouble).reply.body
    }

    private func address(of id: String) -> String {
        HTTPRequest.target("/api/jobs/\(HTTPRequest.encoded(id))", fields())
    }

    /// Sends `request` until it is answered with success.
    /// - Throws: `Problem`.
    func answer(_ request: HTTPRequest, _ trouble: Trouble = { _ in }) throws(Problem) -> Answer {
        try Self.successful(try send(request, trouble))
    }

    private static func successful(_ answer: Answer) throws(Problem) -> Answer {
        guard (200...299).contains(answer.reply.status) else { throw problem(of: answer.reply) }
        return answer
    }
}
