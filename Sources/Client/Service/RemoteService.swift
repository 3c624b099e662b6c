internal import Foundation
internal import Jobs
internal import Synchronization

/// The service, asked over HTTP and again until it answers. Its calls block, and may come from several threads at once.
package final class RemoteService: Sendable {
    private let transport: any Transport
    private let place: String
    private let policy: RetryPolicy
    private let user: String?
    let time: ClientTime
    private let hasAnswered = Mutex(false)

    /// `place` is the address that people are told when nothing answers there. `user` is whose jobs they are; nil leaves
    /// that to the service.
    package init(
        transport: any Transport, place: String, policy: RetryPolicy, user: String? = nil,
        time: ClientTime = .real
    ) {
        self.transport = transport
        self.place = place
        self.policy = policy
        self.user = user
        self.time = time
    }

    /// Told of each failure before the pause that follows, and of nil when that is over.
    package typealias Trouble = (String?) -> Void

    /// Of a request that was answered.
    struct Answer {
        let reply: HTTPReply
        /// Whether an earlier try may have been carried out.
        let isRepeated: Bool
    }

    /// Sends `request` until it is answered by other than “not now”.
    /// - Throws: `Problem` with `.serviceNotReached`, or the last refusal.
    func send(_ request: HTTPRequest, _ trouble: Trouble = { _ in }) throws(Problem) -> Answer {
        var failures = 0
        var since: Duration?
        var isRepeated = false
        while true {
            let failure: Failure
            switch attempt(request) {
            case .answered(let reply):
                if failures > 0 { trouble(nil) }
                return Answer(reply: reply, isRepeated: isRepeated)
            case .failed(let found): failure = found
            }
            failures += 1
            isRepeated = isRepeated || failure.mayHaveArrived
            let begun = since ?? time.now()
            since = begun
            let pause = policy.pause(
                failures: failures, elapsed: time.now() - begun, hasAnswered: hasAnswered.withLock { $0 },
                retryAfterSeconds: failure.retryAfterSeconds, chance: time.chance())
            guard let pause else { throw failure.problem }
            trouble(failure.problem.detail)
            time.pause(pause)
        }
    }

    private enum Attempt {
        case answered(HTTPReply)
        case failed(Failure)
    }

    private struct Failure {
        let problem: Problem
        var retryAfterSeconds: Int?
        let mayHaveArrived: Bool
    }

    private func attempt(_ request: HTTPRequest) -> Attempt {
        do throws(TransportError) {
            let reply = try transport.send(request)
            hasAnswered.withLock { $0 = true }
            guard Self.isNotNow(reply.status) else { return .answered(reply) }
            let problem = Self.problem(of: reply)
            return .failed(
                Failure(
                    problem: problem, retryAfterSeconds: reply.retryAfterSeconds, mayHaveArrived: true))
        } catch {
            let problem = Problem(
                .serviceNotReached,
                "The service does not answer at \(place): \(error.detail). Start it with `platen up`, or set PLATEN_URL to where it is."
            )
            return .failed(Failure(problem: problem, mayHaveArrived: !error.neverArrived))
        }
    }

    /// Refusals that pass: over quota, no place, restarting, disk full.
    private static func isNotNow(_ status: Int) -> Bool {
        [429, 502, 503, 504, 507].contains(status)
    }

    static func problem(of reply: HTTPReply) -> Problem {
        struct Document: Decodable {
            let code: String
            let detail: String
        }
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(reply.body)) else {
            return reply.status >= 500
                ? Problem(.serviceNotReached, "The service does not answer: status \(reply.status).")
                : .notUnderstood
        }
        return Problem(Problem.Code(rawValue: document.code), document.detail)
    }

    /// The fields of a query, with the user's name.
    func fields(_ fields: [String: String] = [:]) -> [String: String] {
        guard let user else { return fields }
        return fields.merging(["user_id": user]) { $1 }
    }
}
