/// A complete answer to a request.
package struct HTTPReply: Hashable, Sendable {
    package var status: Int
    /// By name in lower case; of several with one name the last counts.
    package var headers: [String: String]
    package var body: [UInt8]

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// Whether it is all of an answer, and not what a connection that broke had carried of it: its length stands before
    /// its body (RFC 9112, 6.3), which libcurl does not insist on.
    var isWhole: Bool {
        if status == 204 || status == 304 { return true }
        guard let length = headers["content-length"] else {
            return headers["transfer-encoding"] != nil && !body.isEmpty
        }
        return Int(length) == body.count
    }

    /// The `Retry-After` header in seconds; nil when it is absent or a date.
    package var retryAfterSeconds: Int? {
        headers["retry-after"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// Whether the service held the request back as `Prefer: wait` asked.
    package var didWait: Bool { headers["preference-applied"]?.contains("wait") ?? false }
}
