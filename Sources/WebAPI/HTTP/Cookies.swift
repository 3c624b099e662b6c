/// The `Cookie` header (RFC 6265).
enum Cookies {
    /// The percent-decoded value of the first cookie called `name`.
    static func value(of name: String, in header: String) -> String? {
        for pair in header.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, trimmed(parts[0]) == name else { continue }
            return PercentDecoding.decode(trimmed(parts[1]))
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var rest = text.drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
