/// Where things lie in the command segment:
///
///     header | slots: one word each | tickets: 64 bytes of state, the record, the answer
struct CommandLayout: Hashable, Sendable {
    /// The largest record, in bytes.
    static let recordBytes = 1024
    /// The largest answer beside a verdict, in bytes.
    static let answerBytes = 256
    /// One process's tickets: one for each of its threads.
    static let ticketsPerBlock = 16
    static let blocks = 64
    static let tickets = blocks * ticketsPerBlock

    /// The next position that a producer claims; a cache line of its own.
    static let tailOffset = 192
    /// The next position that the consumer looks at; a copy for others to see.
    static let headOffset = 256
    /// Not 0: the consumer sleeps, and wants the doorbell rung.
    static let sleepOffset = 320

    private static let slotsOffset = SegmentHeader.bytes
    private static let ticketBytes = 64 + recordBytes + answerBytes
    private static let slotLimit = 1 << 16

    /// A power of two, so that positions may wrap.
    let slots: Int

    /// The layout with at least that many slots: the next power of two, from 2 to 65,536.
    init(slots: Int) {
        var count = 2
        while count < min(slots, Self.slotLimit) { count *= 2 }
        self.slots = count
    }

    /// The layout that a segment's header tells; nil when the number cannot be.
    init?(slots: UInt64) {
        guard slots >= 2, slots <= Self.slotLimit, slots & (slots - 1) == 0 else { return nil }
        self.slots = Int(slots)
    }

    /// The whole segment.
    var bytes: Int { ticketsOffset + Self.tickets * Self.ticketBytes }

    func slot(at position: UInt64) -> Int {
        Self.slotsOffset + Int(truncatingIfNeeded: position & UInt64(slots - 1)) * 8
    }

    /// The state word of a ticket: 32 bits. The lengths of its record and its answer, the verdict, the record and the
    /// answer follow at the offsets below.
    func ticket(_ index: Int) -> Int { ticketsOffset + index * Self.ticketBytes }

    static let lengthInTicket = 4
    static let verdictInTicket = 8
    static let answerLengthInTicket = 12
    static let recordInTicket = 64
    static let answerInTicket = recordInTicket + recordBytes

    private var ticketsOffset: Int { (Self.slotsOffset + slots * 8 + 63) / 64 * 64 }
}
