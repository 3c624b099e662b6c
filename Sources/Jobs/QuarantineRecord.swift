/// What is remembered of content that processors died of.
package struct QuarantineRecord: Hashable, Sendable {
    package var content: Content
    package var firstSeen: Timestamp
    /// How many processors died of it, over all jobs.
    package var deaths: Int
    /// How the last of them ended.
    package var lastEnd: AttemptEnd

    /// After so many deaths no further processor is risked.
    package static let limit = 2

    package var isQuarantined: Bool { deaths >= Self.limit }

    package init(content: Content, firstSeen: Timestamp, deaths: Int, lastEnd: AttemptEnd) {
        self.content = content
        self.firstSeen = firstSeen
        self.deaths = deaths
        self.lastEnd = lastEnd
    }
}
