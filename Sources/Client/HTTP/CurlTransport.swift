internal import CCurl
internal import Foundation

/// HTTP by libcurl, each request on a connection of its own.
package struct CurlTransport: Transport {
    private static let connectMilliseconds = 5000
    /// Longer than the service holds a request back.
    private static let idleSeconds = 60
    private static let longestAnswer = 1 << 30

    private let address: ServiceAddress
    private let apiKey: String?

    /// `apiKey` is sent with every request.
    package init(address: ServiceAddress, apiKey: String?) {
        _ = Self.isPrepared
        self.address = address
        self.apiKey = apiKey
    }

    /// Once for the process, before any thread uses libcurl.
    private static let isPrepared = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    package func send(_ request: HTTPRequest) throws(TransportError) -> HTTPReply {
        var answer = unsafe platform_curl_answer()
        unsafe make(request, &answer)
        defer { unsafe platform_curl_answer_free(&answer) }
        guard unsafe answer.error == 0 else { throw unsafe Self.error(answer.error) }
        let head = unsafe String(decoding: Self.bytes(answer.head, answer.head_length), as: UTF8.self)
        let reply = unsafe HTTPReply(
            status: answer.status, head: head, body: Self.bytes(answer.body, answer.body_length))
        guard head.hasSuffix("\r\n\r\n"), reply.hasEnd else {
            throw TransportError(neverArrived: false, "the answer was cut short")
        }
        return reply
    }

    private func make(_ request: HTTPRequest, _ answer: inout platform_curl_answer) {
        let url = address.text + request.target
        let lines = headers(of: request).map { "\($0.key): \($0.value)\n" }.joined()
        // An empty array may have no address, which would say that there is no body.
        let body = request.body.map { $0 + [0] }
        unsafe request.method.withCString { method in
            unsafe url.withCString { url in
                unsafe lines.withCString { lines in
                    unsafe Self.withBytes(body) { bytes in
                        var call = unsafe platform_curl_call(
                            method: method, url: url, headers: lines, body: bytes,
                            body_length: max(0, (body?.count ?? 0) - 1),
                            connect_milliseconds: Self.connectMilliseconds,
                            idle_seconds: Self.idleSeconds, longest_answer: Self.longestAnswer,
                            is_local: address.isLocal ? 1 : 0)
                        unsafe platform_curl_make(&call, &answer)
                    }
                }
            }
        }
    }

    private func headers(of request: HTTPRequest) -> [String: String] {
        var headers = request.headers
        headers["User-Agent"] = "platen"
        if let apiKey { headers["Authorization"] = "Bearer \(apiKey)" }
        if request.body != nil, headers["Content-Type"] == nil {
            headers["Content-Type"] = "application/octet-stream"
        }
        return headers
    }

    private static func withBytes(_ bytes: [UInt8]?, _ body: (UnsafeRawPointer?) -> Void) {
        guard let bytes else { return body(nil) }
        unsafe bytes.withUnsafeBytes { bytes in unsafe body(bytes.baseAddress) }
    }

    private static func bytes(_ start: UnsafeMutablePointer<CChar>?, _ count: Int) -> [UInt8] {
        unsafe Array(UnsafeRawBufferPointer(start: start, count: count))
    }

    private static func error(_ number: Int32) -> TransportError {
        let code = CURLcode(UInt32(number))
        let never = [CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY]
        let text = unsafe curl_easy_strerror(code).map { unsafe String(cString: $0) } ?? "error \(number)"
        return TransportError(neverArrived: never.contains(code), text)
    }
}
