internal import CPlatform

/// Where things lie in the scoreboard: a page with the header and the queue's counters, the pages of the service's
/// measures and of the users' shares, then one page for each slot, so that a processor can be given its own slot and nothing else.
struct ScoreboardLayout: Hashable, Sendable {
    /// How many slots, from the first, have ever been used.
    static let usedOffset = 192
    static let countersOffset = 256
    private static let slotLimit = 4096

    let slots: Int

    /// The layout with that many slots, from 1 to 4096.
    init(slots: Int) {
        self.slots = max(1, min(slots, Self.slotLimit))
    }

    /// The layout that a segment's header tells; nil when the number cannot be.
    init?(slots: UInt64) {
        guard (1...UInt64(Self.slotLimit)).contains(slots) else { return nil }
        self.slots = Int(slots)
    }

    /// A slot's share of the segment: the smallest piece that can be mapped alone.
    static var pageBytes: Int { max(SegmentHeader.bytes, platform_page_bytes()) }

    static var measuresOffset: Int { pageBytes }

    static var sharesOffset: Int { measuresOffset + wholePages(ServiceMeasures.wordCount) }

    /// What lies before the first slot.
    static var headBytes: Int { sharesOffset + wholePages(ShareTable.wordCount) }

    /// What so many sequenced words take.
    private static func wholePages(_ words: Int) -> Int {
        (8 * (1 + words) + pageBytes - 1) / pageBytes * pageBytes
    }

    /// The whole segment.
    var bytes: Int { Self.headBytes + slots * Self.pageBytes }

    func slot(_ index: Int) -> Int { Self.headBytes + index * Self.pageBytes }
}
