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

    /// `head` is the status line and the header lines as they were sent.
    init(status: Int, head: String, body: [UInt8]) {
        var headers: [String: String] = [:]
        for line in head.split(whereSeparator: \.isNewline).dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            headers[parts[0].lowercased()] = parts[1].trimmingPrefix { $0 == " " }.description
        }
        self.init(status: status, headers: headers, body: body)
    }

    /// Whether its end can be told from a connection that broke: its length stands before its body (RFC 9112, 6.3).
    var hasEnd: Bool {
        status == 204 || status == 304 || headers["content-length"] != nil
            || headers["transfer-encoding"] != nil
    }

    /// The `Retry-After` header in seconds; nil when it is absent or a date.
    package var retryAfterSeconds: Int? {
        headers["retry-after"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// Whether the service held the request back as `Prefer: wait` asked.
    package var didWait: Bool { headers["preference-applied"]?.contains("wait") ?? false }
}
