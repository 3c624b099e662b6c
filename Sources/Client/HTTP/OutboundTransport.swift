internal import Outbound

/// HTTP on connections of its own, one for each request.
package struct OutboundTransport: Transport {
    private static let longestAnswer = 1 << 30
    /// Longer than the service holds a request back.
    private static let shortestTimeout = Duration.seconds(60)
    /// What the slowest connection carries of an image in a second.
    private static let bytesPerSecond = 16 << 10

    private let address: ServiceAddress
    private let apiKey: String?

    /// `apiKey` is sent with every request.
    package init(address: ServiceAddress, apiKey: String?) {
        self.address = address
        self.apiKey = apiKey
    }

    package func send(_ request: HTTPRequest) throws(TransportError) -> HTTPReply {
        let transfers = Transfers<Int>()
        let made = outbound(request)
        transfers.start(made, as: 0)
        while true {
            // It ends by itself, at the latest when its own time is over.
            guard let outcome = transfers.wait(atMost: made.timeout).first else { continue }
            switch outcome.result {
            case .success(let response): return try Self.whole(response)
            case .failure(let failure):
                throw TransportError(neverArrived: failure.code == .unresolved, failure.detail)
            }
        }
    }

    private func outbound(_ request: HTTPRequest) -> OutboundRequest {
        let body = request.body ?? []
        var made = OutboundRequest(url: address.text + request.target)
        made.method = request.method
        made.body = body
        made.headers = headers(of: request).map { "\($0.key): \($0.value)" }
        made.timeout = Self.shortestTimeout + .seconds(body.count / Self.bytesPerSecond)
        made.maximumBytes = Self.longestAnswer
        return made
    }

    private func headers(of request: HTTPRequest) -> [String: String] {
        var headers = request.headers
        if let apiKey { headers["Authorization"] = "Bearer \(apiKey)" }
        if request.body != nil, headers["Content-Type"] == nil {
            headers["Content-Type"] = "application/octet-stream"
        }
        return headers
    }

    private static func whole(_ response: OutboundResponse) throws(TransportError) -> HTTPReply {
        let reply = HTTPReply(status: response.status, headers: response.headers, body: response.body)
        guard reply.isWhole else {
            throw TransportError(neverArrived: false, "The answer was cut short")
        }
        return reply
    }
}
