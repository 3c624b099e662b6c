/// The supervisor's end of the ring: makes the segment, takes records, gives verdicts. Used from one thread.
///
/// Whatever a producer writes into the segment, no call here blocks, loops without bound or reads outside of it.
package final class CommandConsumer {
    private let content: CommandSegment
    private let grace: Duration
    /// The position to look at next. The copy in the segment is for others: this one no producer can change.
    private var head: UInt64
    private var sleeps: UInt64 = 0
    private var overdue: Overdue?

    /// Positions that were claimed and unpublished at some moment.
    private struct Overdue {
        let since: Duration
        /// The position after the last of them.
        let end: UInt64
    }

    /// Slots taken away from producers that did not publish within the grace time.
    package private(set) var abandonedSlots = 0
    /// References that led to no record: withdrawn, of a dead process, or garbage.
    package private(set) var discardedReferences = 0

    private init(_ content: CommandSegment, grace: Duration, head: UInt64) {
        self.content = content
        self.grace = grace
        self.head = head
    }

    /// Makes the segment `/platen-<instance>-commands`, mode 0600, and the doorbell. A segment that bears the name
    /// already is retired first: who waits on it sends again on the new one.
    ///
    /// `slots`, how many records can wait, is rounded up to a power of two, at most 65,536. `grace` is how long a
    /// claimed slot may stay unpublished before it is taken away; a producer that was merely slow then claims another,
    /// so the only harm of a short grace is that work.
    /// - Throws: `.invalidName`, `.otherOwner` or `.system`.
    package static func create(
        instance: String, slots: Int, doorbellPath: String, grace: Duration = .milliseconds(20)
    ) throws(SharedMemoryError) -> CommandConsumer {
        try create(
            instance: instance, slots: slots, doorbellPath: doorbellPath, grace: grace, start: 0,
            ticketGeneration: 0)
    }

    /// The same with chosen first values of the counters, for tests near the wrap-around.
    static func create(
        instance: String, slots: Int, doorbellPath: String, grace: Duration, start: UInt64,
        ticketGeneration: UInt32
    ) throws(SharedMemoryError) -> CommandConsumer {
        let content = try CommandSegment.create(
            instance: instance, layout: CommandLayout(slots: slots), doorbellPath: doorbellPath,
            start: start, ticketGeneration: ticketGeneration)
        return CommandConsumer(content, grace: grace, head: start)
    }

    /// The segment's random number; another one for every segment.
    package var generation: UInt64 { content.segment.header.generation }

    /// Readable when a producer rang: for epoll. Open as long as this object lives.
    package var doorbell: Int32 { content.doorbell.descriptor.number }

    /// Positions claimed and not yet consumed, from 0 to the number of slots.
    package var occupancy: Int { content.ring.occupancy(from: head) }

    /// Whether the segment's name still leads to this segment. If not, producers can no longer find it: retire it
    /// and make a new one.
    /// - Throws: `.system` when the name cannot be looked up now.
    package func isLinked() throws(SharedMemoryError) -> Bool { try content.segment.link() == .here }

    // MARK: Records

    /// Takes the records that are there and hands each to `body`, in the order of their positions. It looks at
    /// `limit` positions at most. `now` is of `MonotonicTime`.
    /// - Returns: how many records were taken.
    /// - Complexity: O(`limit`).
    package func drain(limit: Int, now: Duration, _ body: (TicketReference, [UInt8]) -> Void) -> Int {
        content.ring.repairTail(head)
        var records = 0
        examination: for _ in 0..<limit {
            switch content.ring.front(head) {
            case .empty: break examination
            case .claimed: guard abandonIfOverdue(now) else { break examination }
            case .published(let word): if deliver(word, body) { records += 1 }
            }
        }
        return records
    }

    /// Gives the verdict on a record and wakes its producer. Nothing happens if that has stopped waiting, or if
    /// the record came through another segment.
    /// - Precondition: `answer` has at most 256 bytes.
    package func answer(_ reference: TicketReference, verdict: UInt32, with answer: [UInt8] = []) {
        precondition(answer.count <= CommandLayout.answerBytes, "answer of \(answer.count) bytes")
        guard reference.segment == generation else { return }
        content.tickets.answer(
            reference.ticket, generation: reference.generation, verdict: verdict, with: answer)
    }

    private func deliver(_ word: SlotWord, _ body: (TicketReference, [UInt8]) -> Void) -> Bool {
        let taken = content.tickets.take(word)
        content.ring.advance(head)
        moveOn()
        guard let taken else {
            discardedReferences += 1
            return false
        }
        body(
            TicketReference(ticket: word.ticket, generation: taken.generation, segment: generation),
            taken.record)
        return true
    }

    /// Takes the slot at the head away if it has been claimed for the grace time. True: look again. All slots that
    /// were claimed when the first of them was noticed share its grace time.
    private func abandonIfOverdue(_ now: Duration) -> Bool {
        guard let overdue, content.ring.distance(from: head, to: overdue.end) > 0 else {
            self.overdue = Overdue(since: now, end: content.ring.claimedEnd)
            return false
        }
        guard now - overdue.since >= grace else { return false }
        if content.ring.abandon(head) {
            abandonedSlots += 1
            moveOn()
        }
        return true
    }

    private func moveOn() {
        head &+= 1
        content.ring.show(head: head)
    }

    // MARK: Sleep

    /// Announces that this thread is about to wait for the doorbell.
    /// - Returns: false if a record is there or a slot is claimed: do not wait for the doorbell, but drain. When
    ///   draining brought nothing, a producer is between claim and publication, or died there; wait a millisecond
    ///   at most before the next try.
    package func prepareToSleep() -> Bool {
        sleeps &+= 1
        if sleeps == 0 { sleeps = 1 }
        content.sleep.announce(sleeps)
        guard content.ring.hasClaims(beyond: head) else { return true }
        content.sleep.clear()
        return false
    }

    /// After waiting: the consumer is awake. Call it before `drain`.
    package func wake() {
        content.sleep.clear()
        content.doorbell.empty()
    }

    // MARK: Life

    /// Says to the producers that the supervisor lives. `now` is of `MonotonicTime`.
    package func beat(now: Duration) {
        content.segment.header.beat(now)
    }

    /// Gives the segment up: producers attach to the next one, those that wait wake at once, and the name is removed
    /// if it still leads here. Verdicts given afterwards reach nobody.
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
