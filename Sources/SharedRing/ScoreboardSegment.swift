internal import Synchronization

/// The scoreboard, mapped whole.
final class ScoreboardSegment: SegmentContent {
    let segment: Segment
    let layout: ScoreboardLayout

    private init(_ segment: Segment, layout: ScoreboardLayout) {
        self.segment = segment
        self.layout = layout
    }

    /// Retires and removes what bears the name, and makes an empty scoreboard.
    /// - Throws: `.invalidName`, `.otherOwner` or `.system`.
    static func create(
        instance: String, layout: ScoreboardLayout
    ) throws(SharedMemoryError) -> ScoreboardSegment {
        let name = try SegmentKind.scoreboard.name(of: instance)
        try retirePredecessor(name)
        let segment = try Segment.create(
            name, kind: .scoreboard, slots: layout.slots, bytes: layout.bytes,
            reserved: ScoreboardLayout.headBytes, prepare: { _ in })
        return ScoreboardSegment(segment, layout: layout)
    }

    /// Attaches to the scoreboard that is there now.
    /// - Throws: any `SharedMemoryError` but `.noFreeBlock`.
    static func attach(
        instance: String, isWritable: Bool = false
    ) throws(SharedMemoryError) -> ScoreboardSegment {
        try attach(try SegmentKind.scoreboard.name(of: instance), isWritable: isWritable)
    }

    private static func attach(
        _ name: String, isWritable: Bool
    ) throws(SharedMemoryError) -> ScoreboardSegment {
        let segment = try Segment.attach(name, kind: .scoreboard, isWritable: isWritable) { slots in
            ScoreboardLayout(slots: slots)?.bytes
        }
        guard let layout = ScoreboardLayout(slots: segment.header.slots) else {
            throw SharedMemoryError(.damaged, "\(name) has changed")
        }
        return ScoreboardSegment(segment, layout: layout)
    }

    private static func retirePredecessor(_ name: String) throws(SharedMemoryError) {
        do throws(SharedMemoryError) {
            try attach(name, isWritable: true).retire()
        } catch {
            guard error.code != .otherOwner else { throw error }
            try Segment.remove(name)
        }
    }

    /// Tells readers to attach anew, and removes the name if it still leads here.
    /// - Throws: `.system`: the name could not be removed.
    func retire() throws(SharedMemoryError) {
        segment.header.retire()
        try segment.unlink()
    }

    /// What is in a slot; nil when it is free or cannot be read now.
    func entry(_ slot: Int) -> ScoreboardEntry? {
        words(slot).read().flatMap { ScoreboardEntry(slot: slot, words: $0) }
    }

    /// The words of a slot.
    func words(_ slot: Int) -> SequencedWords {
        precondition((0..<layout.slots).contains(slot), "no slot \(slot)")
        return SequencedWords(
            mapping: segment.mapping, offset: layout.slot(slot), count: ScoreboardEntry.Word.allCases.count)
    }

    /// How many slots, from the first, may hold something. Only these have memory; looking at another would take
    /// some.
    var usedSlots: Int {
        // Acquire: partner of the release in `use`.
        let used = unsafe segment.mapping.word(at: ScoreboardLayout.usedOffset).pointee.load(
            ordering: .acquiring)
        return min(layout.slots, Int(clamping: used))
    }

    /// Raises `usedSlots` so that the slot is among them. Only the owner does.
    /// - Throws: `.system` when there is no memory for it.
    func use(_ slot: Int) throws(SharedMemoryError) {
        let used = usedSlots
        guard slot >= used else { return }
        try segment.reserve(
            offset: layout.slot(used), bytes: (slot + 1 - used) * ScoreboardLayout.pageBytes)
        // Release: partner of the acquire in `usedSlots`.
        unsafe segment.mapping.word(at: ScoreboardLayout.usedOffset).pointee.store(
            UInt64(slot + 1), ordering: .releasing)
    }

    /// The words of the counters.
    var counters: SequencedWords {
        SequencedWords(
            mapping: segment.mapping, offset: ScoreboardLayout.countersOffset, count: QueueCounters.wordCount)
    }

    /// The words of the users' shares.
    var shares: SequencedWords {
        SequencedWords(
            mapping: segment.mapping, offset: ScoreboardLayout.sharesOffset, count: ShareTable.wordCount)
    }

    /// The words of the measures.
    var measures: SequencedWords {
        SequencedWords(
            mapping: segment.mapping, offset: ScoreboardLayout.measuresOffset,
            count: ServiceMeasures.wordCount)
    }
}
