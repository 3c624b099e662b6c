internal import Foundation
package import Jobs

/// Where the service is.
package struct ServiceAddress: Hashable, Sendable {
    /// Environment variable of the address.
    package static let variable = "PLATEN_URL"
    /// Environment variable of the key that is sent with every request.
    package static let keyVariable = "PLATEN_API_KEY"

    /// `http://host:port`, perhaps with a path; without a slash at the end.
    package let text: String
    /// The same without a name or a password, for people to read.
    package let shown: String
    /// Whether it is on this machine, which no proxy needs to know of.
    package let isLocal: Bool

    /// From `PLATEN_URL`, else on this machine, at the port of the service's own settings, else 8080.
    /// - Throws: `Problem` with `.invalidAddress`.
    package init(environment: [String: String]) throws(Problem) {
        let named = environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
        try self.init(named ?? "http://127.0.0.1:\(Self.port(environment))")
    }

    /// - Throws: `Problem` with `.invalidAddress`.
    package init(_ text: String) throws(Problem) {
        guard var parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            ["http", "https"].contains(parts.scheme?.lowercased()), parts.query == nil, parts.fragment == nil
        else {
            throw Problem(
                .invalidAddress, "\(Self.variable) is an address such as http://127.0.0.1:8080.")
        }
        var trimmed = text
        while trimmed.hasSuffix("/") { trimmed.removeLast() }
        self.text = trimmed
        (parts.user, parts.password) = (nil, nil)
        shown = parts.string ?? host
        isLocal = host == "localhost" || host.hasPrefix("127.") || host == "[::1]" || host == "::1"
    }

    private static func port(_ environment: [String: String]) -> Int {
        let named = ["PLATEN_PORT", "PORT"].lazy.compactMap { environment[$0].flatMap { Int($0) } }
        return named.first { (1...65535).contains($0) } ?? 8080
    }

    /// The key of `environment`; nil without one.
    /// - Throws: `Problem` with `.invalidAddress` for one that no header can carry.
    package static func apiKey(environment: [String: String]) throws(Problem) -> String? {
        guard let key = environment[keyVariable], !key.isEmpty else { return nil }
        guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(.invalidAddress, "\(keyVariable) holds characters that no key has.")
        }
        return key
    }
}
