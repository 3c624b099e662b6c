internal import Synchronization

/// The ring of ticket references: bounded, many producers, one consumer.
///
/// The numbering of slots is Dmitry Vyukov's ("Bounded MPMC queue"). Unlike there a slot is one word and holds
/// no payload, and it is published by compare-and-swap: so the consumer can take a claimed slot away from a
/// producer that does not publish, by compare-and-swap too, and a producer that comes late has written nothing.
struct CommandRing: Sendable {
    let mapping: SharedMapping
    let layout: CommandLayout

    /// Writes the words of an empty ring whose first position is `start`.
    func prepare(start: UInt64) {
        for index in 0..<UInt64(layout.slots) {
            // Relaxed, here and below: the segment is not finished yet.
            unsafe slot(at: start &+ index).pointee.store(
                SlotWord(freeAt: start &+ index).bits, ordering: .relaxed)
        }
        unsafe tail.pointee.store(start, ordering: .relaxed)
        unsafe sharedHead.pointee.store(start, ordering: .relaxed)
    }

    // MARK: Producers

    /// Reserves the next position; nil when the ring is full.
    /// - Complexity: O(1), times the producers that claim at the same moment.
    func claim() -> UInt64? {
        // Relaxed: a hint that the compare-and-swap confirms.
        var position = unsafe tail.pointee.load(ordering: .relaxed)
        // Bounded, so that no garbage in the segment can hold a thread here.
        for _ in 0..<10_000 {
            // Acquire: partner of the release in `advance` and `abandon`, which freed the slot.
            let word = SlotWord(bits: unsafe slot(at: position).pointee.load(ordering: .acquiring))
            if word == SlotWord(freeAt: position) {
                // Relaxed: it hands out a number; what it leads to is published by the slot's word.
                let (claimed, current) = unsafe tail.pointee.compareExchange(
                    expected: position, desired: position &+ 1, ordering: .relaxed)
                if claimed { return position }
                position = current
            } else {
                let current = claimedEnd
                if current == position && word.lead(over: position) < 0 { return nil }
                position = current
            }
        }
        return nil
    }

    /// Puts the filled ticket into the claimed slot. False: the consumer abandoned the slot; claim again.
    func publish(ticket: Int, generation: UInt32, at position: UInt64) -> Bool {
        // Release: partner of the acquire in `front`; what the consumer finds through the word is complete.
        unsafe slot(at: position).pointee.compareExchange(
            expected: SlotWord(freeAt: position).bits,
            desired: SlotWord(position: position, ticket: ticket, generation: generation).bits,
            successOrdering: .releasing, failureOrdering: .relaxed
        ).exchanged
    }

    // MARK: Consumer

    /// What stands at the consumer's position.
    enum Front: Equatable {
        /// Nobody has claimed it.
        case empty
        /// Claimed, not yet published.
        case claimed
        case published(SlotWord)
    }

    /// Looks at `head`. A word that no producer of this ring wrote is replaced by that of a free slot.
    func front(_ head: UInt64) -> Front {
        // Acquire: partner of the release in `publish`.
        let word = SlotWord(bits: unsafe slot(at: head).pointee.load(ordering: .acquiring))
        if word.isPublished && word.lead(over: head) == 0 { return .published(word) }
        if word != SlotWord(freeAt: head) {
            // Relaxed: a free slot leads to nothing. Failure: a producer repaired or published it meanwhile.
            _ = unsafe slot(at: head).pointee.compareExchange(
                expected: word.bits, desired: SlotWord(freeAt: head).bits, ordering: .relaxed)
        }
        return hasClaims(beyond: head) ? .claimed : .empty
    }

    /// Takes a claimed slot away from its producer. False: it was published just now.
    func abandon(_ head: UInt64) -> Bool {
        // Release: partner of the acquire in `claim` by the next producer of this slot.
        unsafe slot(at: head).pointee.compareExchange(
            expected: SlotWord(freeAt: head).bits, desired: SlotWord(freeAt: next(head)).bits,
            successOrdering: .releasing, failureOrdering: .relaxed
        ).exchanged
    }

    /// Frees a consumed slot for the position one lap on.
    func advance(_ head: UInt64) {
        // Release: partner of the acquire in `claim`.
        unsafe slot(at: head).pointee.store(SlotWord(freeAt: next(head)).bits, ordering: .releasing)
    }

    /// Whether a producer claimed `head` or a later position.
    func hasClaims(beyond head: UInt64) -> Bool {
        claimedEnd != head
    }

    /// Sets a tail that cannot be (more than a lap ahead of `head`, or behind it) back to `head`.
    func repairTail(_ head: UInt64) {
        let current = claimedEnd
        guard current &- head > UInt64(layout.slots) else { return }
        _ = unsafe tail.pointee.compareExchange(expected: current, desired: head, ordering: .relaxed)
    }

    /// Lets others see where the consumer is.
    func show(head: UInt64) {
        // Relaxed: for those who watch; nothing depends on it.
        unsafe sharedHead.pointee.store(head, ordering: .relaxed)
    }

    /// Positions claimed and not yet consumed, as others than the consumer can see it.
    var shownOccupancy: Int {
        // Relaxed, as in `show`.
        occupancy(from: unsafe sharedHead.pointee.load(ordering: .relaxed))
    }

    /// The position after the last claimed one.
    var claimedEnd: UInt64 {
        // Relaxed: in `CommandConsumer.prepareToSleep` a fence precedes it, elsewhere it is a hint.
        unsafe tail.pointee.load(ordering: .relaxed)
    }

    /// How many positions lie between; 0 when `end` is not ahead of `head` by a lap at most.
    func distance(from head: UInt64, to end: UInt64) -> Int {
        let distance = end &- head
        return distance <= UInt64(layout.slots) ? Int(distance) : 0
    }

    /// Positions claimed and not yet consumed by a consumer at `head`.
    func occupancy(from head: UInt64) -> Int {
        distance(from: head, to: claimedEnd)
    }

    private func next(_ position: UInt64) -> UInt64 { position &+ UInt64(layout.slots) }

    private func slot(at position: UInt64) -> SharedMapping.Word {
        unsafe mapping.word(at: layout.slot(at: position))
    }
    private var tail: SharedMapping.Word { unsafe mapping.word(at: CommandLayout.tailOffset) }
    private var sharedHead: SharedMapping.Word { unsafe mapping.word(at: CommandLayout.headOffset) }
}
