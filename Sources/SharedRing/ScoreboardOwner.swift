/// The supervisor's end of the scoreboard: makes it, publishes the queue's counters, frees the slots of dead
/// processors. Used from one thread.
package final class ScoreboardOwner {
    private let content: ScoreboardSegment

    private init(_ content: ScoreboardSegment) {
        self.content = content
    }

    /// Makes the segment `/platen-<instance>-scoreboard`, mode 0600. One that bears the name already is retired.
    /// There can never be more processors than `slots`, which is brought into 1 to 4096.
    /// - Throws: `.invalidName`, `.otherOwner` or `.system`.
    package static func create(
        instance: String, slots: Int
    ) throws(SharedMemoryError) -> ScoreboardOwner {
        ScoreboardOwner(
            try ScoreboardSegment.create(instance: instance, layout: ScoreboardLayout(slots: slots)))
    }

    /// The open segment, to be passed to the forkserver. Whoever holds it can map all of it: a processor closes it
    /// when it has mapped its own page.
    package var descriptor: Int32 { content.segment.descriptor.number }

    /// The number of slots.
    package var slots: Int { content.layout.slots }

    /// Lets readers look at a slot: before its first processor enters anything. Slots below count as used too.
    /// - Throws: `.system` when /dev/shm has no memory for it.
    /// - Precondition: the slot exists.
    package func use(slot: Int) throws(SharedMemoryError) {
        precondition((0..<slots).contains(slot), "no slot \(slot)")
        try content.use(slot)
    }

    /// Frees a slot whose processor has ended.
    /// - Precondition: the slot exists.
    package func clear(slot: Int) {
        content.words(slot).change { store in
            for word in ScoreboardEntry.Word.allCases { store(word.rawValue, 0) }
        }
    }

    /// What is in a slot; nil when it is free, or when its processor died in the middle of a change.
    /// - Precondition: the slot exists.
    package func read(slot: Int) -> ScoreboardEntry? { content.entry(slot) }

    /// Enters here what is in the slots of `other`, where its processors write.
    /// - Throws: `.system` when /dev/shm has no memory for it.
    /// - Complexity: O(the slots that `other` has used).
    package func copy(_ other: ScoreboardOwner) throws(SharedMemoryError) {
        for slot in 0..<min(other.content.usedSlots, slots) {
            guard let words = other.content.words(slot).read() else { continue }
            try use(slot: slot)
            content.words(slot).change { store in
                for (index, word) in words.enumerated() { store(index, word) }
            }
        }
    }

    /// Publishes the counters to all readers.
    package func publish(_ counters: QueueCounters) {
        content.counters.change { store in
            for (index, word) in counters.words.enumerated() { store(index, word) }
        }
    }

    /// Publishes the measures to all readers.
    package func publish(_ measures: ServiceMeasures) {
        content.measures.change { store in
            for (index, word) in measures.words.enumerated() { store(index, word) }
        }
    }

    /// Publishes the users' shares to all readers.
    package func publish(_ shares: ShareTable) {
        content.shares.change { store in
            for (index, word) in shares.words.enumerated() { store(index, word) }
        }
    }

    /// Whether the segment's name still leads to this segment.
    /// - Throws: `.system` when the name cannot be looked up now.
    package func isLinked() throws(SharedMemoryError) -> Bool { try content.segment.link() == .here }

    /// Gives the segment up: readers attach to the next one, and the name is removed if it still leads here.
    /// - Returns: why the name could not be removed; nil when it was. Whoever makes the next segment removes it.
    @discardableResult
    package func retire() -> SharedMemoryError? {
        do throws(SharedMemoryError) {
            try content.retire()
            return nil
        } catch {
            return error
        }
    }
}
