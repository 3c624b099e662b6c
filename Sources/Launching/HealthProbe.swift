internal import CCurl
internal import Foundation

/// Asks the running service through nginx how it is.
@safe struct HealthProbe: ~Copyable {
    private static let timeoutMilliseconds = 1000
    private static let longestAnswer = 16 << 10

    private let url: String
    /// Used and freed by this value alone; a null handle makes every call fail.
    private let handle: OpaquePointer?

    /// Asks at `listen`.
    init(_ listen: ListenAddress) {
        url = "http://\(listen.text)/api/health"
        unsafe handle = OpaquePointer(curl_easy_init())
    }

    deinit {
        unsafe curl_easy_cleanup(UnsafeMutableRawPointer(handle))
    }

    /// What the service says of itself.
    enum Answer: Hashable {
        case healthy
        /// Names of the parts that are not well yet.
        case unwell([String])
        case none
    }

    private struct Document: Decodable {
        var parts: [String: String]
    }

    /// One question; waits a second at most.
    func ask() -> Answer {
        var body = [CChar](repeating: 0, count: Self.longestAnswer)
        var length = 0
        let status = unsafe platform_curl_get(
            UnsafeMutableRawPointer(handle), url, Self.timeoutMilliseconds, &body, body.count, &length)
        if status == 200 { return .healthy }
        let data = Data(body.prefix(length).map { UInt8(bitPattern: $0) })
        // Another program's answer, or nginx's own while no responder is there.
        guard let document = try? JSONDecoder().decode(Document.self, from: data) else { return .none }
        return .unwell(document.parts.filter { $0.value != "ok" }.map(\.key).sorted())
    }
}
