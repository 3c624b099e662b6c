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

    /// The `Retry-After` header in seconds; nil when it is absent or a date.
    package var retryAfterSeconds: Int? {
        headers["retry-after"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }

    /// Whether the service held the request back as `Prefer: wait` asked.
    package var didWait: Bool { headers["preference-applied"]?.contains("wait") ?? false }
}
