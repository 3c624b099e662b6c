/// A header value with parameters, such as `form-data; name="image"; filename="a.png"` (RFC 9110, 5.6.6).
struct HeaderValue: Hashable {
    /// What stands before the first `;`, in lower case.
    let value: String
    /// By name in lower case; of several with one name the first counts.
    let parameters: [String: String]

    /// Reads leniently: what cannot be a parameter is passed over.
    init(_ text: String) {
        var rest = Array(text.utf8)[...]
        value = Self.text(Self.take(from: &rest) { $0 != UInt8(ascii: ";") }).lowercased()
        var found: [String: String] = [:]
        while !rest.isEmpty {
            rest = rest.drop { $0 == UInt8(ascii: ";") || Self.isSpace($0) }
            let name = Self.text(
                Self.take(from: &rest) { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
            )
            .lowercased()
            guard rest.first == UInt8(ascii: "=") else { continue }
            rest.removeFirst()
            let value = Self.parameterValue(from: &rest)
            if found[name] == nil { found[name] = value }
        }
        parameters = found
    }

    private static func parameterValue(from rest: inout ArraySlice<UInt8>) -> String {
        guard rest.first == UInt8(ascii: "\"") else {
            return text(take(from: &rest) { $0 != UInt8(ascii: ";") })
        }
        rest.removeFirst()
        var value: [UInt8] = []
        while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
            value.append(byte == UInt8(ascii: "\\") ? unescaped(from: &rest) : byte)
        }
        return String(decoding: value, as: UTF8.self)
    }

    /// What follows a backslash: it escapes quotes and itself only, because some clients send it bare, in paths.
    private static func unescaped(from rest: inout ArraySlice<UInt8>) -> UInt8 {
        guard let next = rest.first, next == UInt8(ascii: "\"") || next == UInt8(ascii: "\\") else {
            return UInt8(ascii: "\\")
        }
        rest.removeFirst()
        return next
    }

    private static func take(
        from rest: inout ArraySlice<UInt8>, while condition: (UInt8) -> Bool
    ) -> ArraySlice<UInt8> {
        let taken = rest.prefix(while: condition)
        rest = rest.dropFirst(taken.count)
        return taken
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var bytes = bytes.drop(while: isSpace)
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
