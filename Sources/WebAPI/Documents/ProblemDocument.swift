import Documents
import Jobs

/// A refusal as RFC 9457 has it.
struct ProblemDocument: Encodable {
    let type = "about:blank"
    let title: String
    let status: Int
    let code: String
    let detail: String
    /// Addresses of the jobs that were accepted before the problem arose; absent when there are none.
    let accepted: [String]?
    /// The `Retry-After` header, in seconds.
    private let retryAfterSeconds: Int?
    /// When the same request fits again; absent where that is not known.
    private let fitsAt: String?
    /// By which the operator finds the request in the logs.
    private let requestID: String?

    init(_ problem: Problem, accepted: [JobID] = [], requestID: RequestID?) {
        status = problem.code.httpStatus
        title = Response.phrase(status)
        code = problem.code.rawValue
        detail = problem.detail
        retryAfterSeconds = problem.retryAfterSeconds ?? problem.code.retryAfterSeconds
        fitsAt = problem.fitsAt?.rfc3339
        self.requestID = requestID?.description
        self.accepted = accepted.isEmpty ? nil : accepted.map { "/api/jobs/\($0)" }
    }

    /// The answer that carries it, with `Retry-After` where waiting helps.
    var response: Response {
        var response = Response(status: status, mediaType: "application/problem+json", body: body)
        if status == 401 { response = response.adding("WWW-Authenticate", "Bearer") }
        guard let retryAfterSeconds else { return response }
        return response.adding("Retry-After", String(retryAfterSeconds))
    }

    private enum CodingKeys: String, CodingKey {
        case type, title, status, code, detail, accepted
        case fitsAt = "fits_at"
        case requestID = "request_id"
    }

    private var body: [UInt8] {
        do throws(Problem) {
            return try JSON.bytes(of: self)
        } catch {
            return Array(#"{"code":"\#(code)","status":\#(status),"type":"about:blank"}"#.utf8)
        }
    }
}
