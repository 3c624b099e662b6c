/// The one word of a ring slot: which position of the ring it stands for, and once published the ticket there.
///
///     63            32 | 31        | 30     20 | 19           0
///     position (low 32)| published | ticket    | ticket's generation (low 20)
struct SlotWord: Hashable, Sendable {
    let bits: UInt64

    /// The number of tickets that a word can name.
    static let ticketLimit = 1 << 11
    private static let publishedBit: UInt64 = 1 << 31
    private static let generationMask: UInt64 = (1 << 20) - 1

    init(bits: UInt64) {
        self.bits = bits
    }

    /// The word of a slot that waits for a producer at `position`.
    init(freeAt position: UInt64) {
        bits = position << 32
    }

    /// The word of a slot where a producer published its ticket.
    init(position: UInt64, ticket: Int, generation: UInt32) {
        bits =
            position << 32 | Self.publishedBit | UInt64(ticket & (Self.ticketLimit - 1)) << 20
            | UInt64(generation) & Self.generationMask
    }

    var isPublished: Bool { bits & Self.publishedBit != 0 }
    /// May be anything below `ticketLimit`.
    var ticket: Int { Int(bits >> 20) & (Self.ticketLimit - 1) }

    /// How far the slot's position is ahead of `position`; negative when it is behind.
    func lead(over position: UInt64) -> Int32 {
        Int32(bitPattern: UInt32(truncatingIfNeeded: bits >> 32) &- UInt32(truncatingIfNeeded: position))
    }

    /// Whether the word was published for that generation of its ticket. The ring holds fewer slots than there
    /// are values, so no two references of one ticket in it look alike.
    func matches(generation: UInt32) -> Bool {
        bits & Self.generationMask == UInt64(generation) & Self.generationMask
    }
}
