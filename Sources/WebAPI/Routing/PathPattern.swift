/// The path of a route, such as `/api/jobs/{id}`: a word in braces stands for any one segment.
struct PathPattern: Hashable, Sendable {
    private let segments: [Substring]

    init(_ text: String) {
        segments = Self.segments(of: text)
    }

    /// What the braces stand for in `path`; nil when the path is another one.
    func match(_ path: String) -> PathArguments? {
        let found = Self.segments(of: path)
        guard found.count == segments.count else { return nil }
        var arguments: [String: String] = [:]
        for (segment, text) in zip(segments, found) {
            if segment.hasPrefix("{") {
                guard !text.isEmpty else { return nil }
                arguments[String(segment.dropFirst().dropLast())] = String(text)
            } else if segment != text {
                return nil
            }
        }
        return PathArguments(values: arguments)
    }

    private static func segments(of text: String) -> [Substring] {
        text.split(separator: "/", omittingEmptySubsequences: false)
    }
}

/// What stood in a path where its pattern has braces.
struct PathArguments: Hashable, Sendable {
    let values: [String: String]

    /// Empty for a name that the pattern does not have.
    subscript(name: String) -> String { values[name] ?? "" }
}
