/// One HTTP request, as far as the routes look at it.
package struct Request {
    /// As sent, such as `GET`.
    package var method: String
    /// Percent-decoded, without the query.
    package var path: String
    package var query: [String: String]
    package var contentType: String?
    /// Bytes that the body is announced to have; nil when the sender did not say.
    package var contentLength: Int64?
    /// The `Cookie` header.
    package var cookie: String?
    /// The `Idempotency-Key` header.
    package var idempotencyKey: String?
    package var headers: RequestHeaders
    /// The client's address; empty where it is not known.
    package var address: String
    /// Whether the web server only asks if it may hand out the result file. Only it can set that.
    package var isAuthorisation: Bool
    /// Who asks: nobody, until the gate has let the request in.
    var caller = Caller.nobody
    /// Joins the lines of all logs about this request.
    package var id: String
    /// Index of the accept thread that serves it, from 0: each thread has its own ticket of the ring.
    package var thread: Int
    package var body: any RequestBody

    /// The request that a web server describes by CGI parameters (RFC 3875 and nginx's additions).
    package init(thread: Int, body: any RequestBody, parameter: (String) -> String?) {
        method = parameter("REQUEST_METHOD") ?? "GET"
        (path, query) = Self.target(parameter)
        contentType = parameter("CONTENT_TYPE").flatMap { $0.isEmpty ? nil : $0 }
        contentLength = parameter("CONTENT_LENGTH").flatMap(Int64.init).flatMap { $0 < 0 ? nil : $0 }
        cookie = parameter("HTTP_COOKIE")
        idempotencyKey = parameter("HTTP_IDEMPOTENCY_KEY")
        headers = RequestHeaders(parameter)
        address = parameter("REMOTE_ADDR") ?? ""
        isAuthorisation = parameter("AUTHORISING") == "1"
        id = parameter("REQUEST_ID") ?? "-"
        self.thread = thread
        self.body = body
    }

    /// `DOCUMENT_URI` is already decoded and normalised; `REQUEST_URI` is what the client sent.
    private static func target(_ parameter: (String) -> String?) -> (String, [String: String]) {
        let raw = parameter("REQUEST_URI") ?? ""
        let parts = raw.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = parameter("QUERY_STRING") ?? (parts.count > 1 ? String(parts[1]) : "")
        let path = parameter("DOCUMENT_URI") ?? PercentDecoding.decode(parts.first.map(String.init) ?? "")
        return (path, FormFields.parse(query))
    }
}
