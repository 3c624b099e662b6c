internal import CCurl
internal import Foundation

/// Asks the running service through nginx how it is.
@safe package final class HealthProbe {
    private static let timeoutMilliseconds = 1000
    private static let longestAnswer = 16 << 10

    private let url: String
    /// Used and freed by this value alone; a null handle makes every call fail.
    private let handle: OpaquePointer?

    /// Asks at `listen`, at `path` where only nginx is to answer.
    init(_ listen: ListenAddress, path: String = "/api/health") {
        url = "http://\(listen.local.text)\(path)"
        unsafe handle = OpaquePointer(curl_easy_init())
    }

    deinit {
        unsafe curl_easy_cleanup(UnsafeMutableRawPointer(handle))
    }

    /// What the service says of itself.
    package enum Answer: Hashable {
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
