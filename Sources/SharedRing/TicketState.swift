/// The futex word of a ticket.
///
///     31         3 | 2       | 1   0
///     generation   | retired | phase
struct TicketState: Hashable, Sendable {
    /// Who may change what next. Every one of the four values is a phase, so no word is malformed.
    enum Phase: UInt32, Sendable {
        /// The owner's: it may write the record.
        case idle
        /// The record is complete; the consumer may take it, the owner may withdraw it.
        case filled
        /// The consumer has a copy of the record and owes a verdict.
        case taken
        /// The verdict is there for the owner to read.
        case answered
    }

    /// Set in every ticket of a retired segment, for good: every change of state expects it clear, so nothing
    /// happens in a retired ticket, and whoever waits on one wakes.
    static let retiredBit: UInt32 = 1 << 2

    let bits: UInt32

    init(bits: UInt32) {
        self.bits = bits
    }

    init(_ phase: Phase, generation: UInt32) {
        bits = generation << 3 | phase.rawValue
    }

    /// 29 bits; wraps.
    var generation: UInt32 { bits >> 3 }
    var isRetired: Bool { bits & Self.retiredBit != 0 }

    var phase: Phase {
        switch bits & 3 {
        case 1: .filled
        case 2: .taken
        case 3: .answered
        default: .idle
        }
    }

    /// The same generation in another phase.
    func entering(_ phase: Phase) -> TicketState {
        TicketState(phase, generation: generation)
    }

    /// The next generation, idle: what happened to this one does not matter any more.
    var renewed: TicketState {
        TicketState(.idle, generation: generation &+ 1)
    }
}
