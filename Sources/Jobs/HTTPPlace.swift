/// Where an HTTP URL leads: read strictly, so that nobody who reads it after us finds another host in it.
package struct HTTPPlace: Hashable, Sendable {
    package let isSecure: Bool
    /// In lower case; an IPv6 address without its brackets.
    package let host: String
    package let port: Int

    /// Takes `http://host[:port][/path][?query]` and the same with `https`, in visible ASCII and without a backslash. The
    /// host is a name of letters, digits, `-`, `_` and dots, four decimal numbers, or an IPv6 address in brackets. Nil for
    /// everything else: user names, fragments, other notations of addresses.
    package init?(_ url: some StringProtocol) {
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            !url.contains("#"), let scheme = url.firstRange(of: "://")
        else { return nil }
        switch url[..<scheme.lowerBound].lowercased() {
        case "http": isSecure = false
        case "https": isSecure = true
        default: return nil
        }
        let rest = url[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard let (host, port) = Self.hostAndPort(authority, defaultPort: isSecure ? 443 : 80) else {
            return nil
        }
        (self.host, self.port) = (host, port)
    }

    /// The host as an address; nil for a name.
    package var address: IPAddress? { IPAddress(host) }

    private static func hostAndPort(
        _ authority: some StringProtocol, defaultPort: Int
    ) -> (host: String, port: Int)? {
        let text = authority.lowercased()
        let colon = text.hasSuffix("]") ? nil : text.lastIndex(of: ":")
        let port = colon.map { number(text[text.index(after: $0)...]) } ?? defaultPort
        guard let port, let host = host(String(text[..<(colon ?? text.endIndex)])) else { return nil }
        return (host, port)
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy(isDigit), let port = Int(text),
            (1...65535).contains(port)
        else { return nil }
        return port
    }

    private static func host(_ text: String) -> String? {
        if text.hasPrefix("["), text.hasSuffix("]") {
            let inner = String(text.dropFirst().dropLast())
            return inner.contains(":") && IPAddress(inner) != nil ? inner : nil
        }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, text.utf8.allSatisfy(isHostByte), labels.allSatisfy({ !$0.isEmpty }),
            let last = labels.last
        else { return nil }
        // What ends in a number would be an address to others, whatever notation it is in.
        guard !last.utf8.allSatisfy(isDigit), !last.hasPrefix("0x") else {
            return IPAddress(text) == nil ? nil : text
        }
        return text
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || "-_.".utf8.contains(byte)
    }
}
