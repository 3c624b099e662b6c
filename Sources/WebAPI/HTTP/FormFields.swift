/// Fields in the form of a query, `a=1&b=2`.
enum FormFields {
    /// The last of several fields of one name counts.
    static func parse(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? parts[1] : ""
            fields[PercentDecoding.decode(parts[0], plusIsSpace: true)] =
                PercentDecoding.decode(value, plusIsSpace: true)
        }
        return fields
    }
}
