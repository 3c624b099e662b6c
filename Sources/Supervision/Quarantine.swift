import Jobs

/// The content that processors died of, as the store remembers it.
struct Quarantine: Sendable {
    private var deaths: [Content: Int] = [:]

    init(_ records: [QuarantineRecord] = []) {
        for record in records { deaths[record.content] = record.deaths }
    }

    /// Whether no further processor is risked.
    func holds(_ content: Content?) -> Bool {
        guard !deaths.isEmpty, let content else { return false }
        return deaths[content, default: 0] >= QuarantineRecord.limit
    }

    mutating func blame(_ content: Content) {
        deaths[content, default: 0] += 1
    }

    /// Forgets the content with this digest, whatever is done with it.
    /// - Returns: whether there was any.
    /// - Complexity: O(what is remembered).
    mutating func release(_ digest: ContentDigest) -> Bool {
        let found = deaths.keys.filter { $0.digest == digest }
        for content in found { deaths[content] = nil }
        return !found.isEmpty
    }
}
