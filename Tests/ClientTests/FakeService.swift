import Foundation
import Synchronization

@testable import Client

/// A service in memory: keeps jobs by key, and fails on request. A job ends after it was looked at `looks` times.
final class FakeService: Transport {
    struct State {
        var requests: [HTTPRequest] = []
        /// Ids by key.
        var jobs: [String: String] = [:]
        var looks: [String: Int] = [:]
        /// What becomes of the next requests instead of an answer.
        var faults: [Fault] = []
        var problem: String?
        var cancelled: Set<String> = []
    }

    enum Fault {
        /// The request does not arrive.
        case unreachable
        /// The request is carried out, its answer is lost.
        case answerLost
        case status(Int, retryAfter: Int?)
    }

    let state = Mutex(State())
    private let looks: Int
    /// For how long requests with `Prefer` are held back, by whom; nil for a service that does not know of it.
    private let holding: (@Sendable () -> Void)?

    init(
        looks: Int = 2, faults: [Fault] = [], problem: String? = nil, holding: (@Sendable () -> Void)? = nil
    ) {
        self.looks = looks
        self.holding = holding
        state.withLock {
            $0.faults = faults
            $0.problem = problem
        }
    }

    var requests: [HTTPRequest] { state.withLock { $0.requests } }
    var jobCount: Int { state.withLock { $0.jobs.count } }

    func send(_ request: HTTPRequest) throws(TransportError) -> HTTPReply {
        let outcome: Result<HTTPReply, TransportError> = state.withLock { state in
            state.requests.append(request)
            switch state.faults.isEmpty ? nil : state.faults.removeFirst() {
            case nil: return .success(held(request, answer(request, &state)))
            case .unreachable: return .failure(TransportError(neverArrived: true, "nobody listens"))
            case .answerLost:
                _ = answer(request, &state)
                return .failure(TransportError(neverArrived: false, "cut"))
            case .status(let status, let seconds):
                let headers = seconds.map { ["retry-after": "\($0)"] } ?? [:]
                return .success(problem(status, "too_much_work", headers))
            }
        }
        return try outcome.get()
    }

    private func held(_ request: HTTPRequest, _ reply: HTTPReply) -> HTTPReply {
        guard let holding, request.headers["Prefer"] != nil else { return reply }
        holding()
        var reply = reply
        reply.headers["preference-applied"] = "wait"
        return reply
    }

    private func problem(_ status: Int, _ code: String, _ headers: [String: String] = [:]) -> HTTPReply {
        HTTPReply(
            status: status, headers: headers,
            body: Array(#"{"code":"\#(code)","detail":"Because of \#(code).","status":\#(status)}"#.utf8))
    }

    private func answer(_ request: HTTPRequest, _ state: inout State) -> HTTPReply {
        let path = request.target.split(separator: "?")[0].split(separator: "/").map(String.init)
        switch (request.method, path.count) {
        case ("POST", 2): return submit(request, &state)
        case ("POST", 4) where state.cancelled.contains(path[2]): return problem(409, "not_cancellable")
        case ("POST", 4):
            state.cancelled.insert(path[2])
            return document(path[2], state: "cancelled", state.problem)
        case ("GET", 3) where path[0] == "api": return look(path[2], &state)
        case ("GET", 3): return HTTPReply(status: 200, body: Array("\(path[2]) of \(path[1])".utf8))
        default: return problem(404, "unknown_route")
        }
    }

    private func submit(_ request: HTTPRequest, _ state: inout State) -> HTTPReply {
        guard let key = request.headers["Idempotency-Key"] else { return problem(400, "no_key") }
        let id = state.jobs[key] ?? "job-\(state.jobs.count + 1)"
        state.jobs[key] = id
        return document(id, state: "pending", nil, status: 202)
    }

    private func look(_ id: String, _ state: inout State) -> HTTPReply {
        guard state.jobs.values.contains(id) else { return problem(404, "unknown_job") }
        if state.cancelled.contains(id) { return document(id, state: "cancelled", nil) }
        state.looks[id, default: 0] += 1
        guard state.looks[id, default: 0] >= looks else { return document(id, state: "processing", nil) }
        return document(id, state: state.problem == nil ? "completed" : "failed", state.problem)
    }

    private func document(_ id: String, state: String, _ code: String?, status: Int = 200) -> HTTPReply {
        let files =
            state == "completed"
            ? #"[{"name":"text.txt","url":"/results/\#(id)/text.txt"},{"name":"words.json","url":"/results/\#(id)/words.json"}]"#
            : "[]"
        let problem = code.map { #","problem":{"code":"\#($0)","detail":"Because."}"# } ?? ""
        return HTTPReply(
            status: status,
            body: Array(
                #"{"id":"\#(id)","state":"\#(state)","kind":"ocr","file_name":"a/sc?an.png","files":\#(files)\#(problem)}"#
                    .utf8))
    }
}

/// Time that passes only in pauses.
final class FakeTime: Sendable {
    private let state = Mutex<(now: Duration, pauses: [Duration])>((.zero, []))

    var pauses: [Duration] { state.withLock { $0.pauses } }

    /// Lets time pass without a pause.
    func pass(_ time: Duration) { state.withLock { $0.now += time } }

    var time: ClientTime {
        ClientTime(
            now: { self.state.withLock { $0.now } },
            pause: { pause in
                self.state.withLock {
                    $0.now += pause
                    $0.pauses.append(pause)
                }
            }, chance: { 0.5 })
    }
}

extension RemoteService {
    /// On a fake service, as patient as is said.
    convenience init(_ fake: FakeService, _ time: FakeTime = FakeTime(), patience: Int = 600) {
        self.init(
            transport: fake, place: "http://fake:1", policy: RetryPolicy(patience: .seconds(patience)),
            user: "ada",
            time: time.time)
    }
}
