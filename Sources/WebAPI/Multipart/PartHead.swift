/// What the headers of a part say about it.
struct PartHead: Hashable {
    /// The form field.
    let name: String
    /// The client's name of the file; nil for a plain field.
    let fileName: String?

    /// From the value of `Content-Disposition` (RFC 7578, 4.2); nil when that names no form field.
    init?(disposition: String) {
        let value = HeaderValue(disposition)
        guard value.value == "form-data", let name = value.parameters["name"] else { return nil }
        self.name = name
        fileName = value.parameters["filename*"].flatMap(Self.extended) ?? value.parameters["filename"]
    }

    /// `UTF-8''na%C3%AFve.png` (RFC 8187), which some clients send for names outside ASCII.
    private static func extended(_ text: String) -> String? {
        let parts = text.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return PercentDecoding.decode(parts[2])
    }
}
