/// The points of a send between which a process can die with different consequences. Tests stop or kill a producer
/// there.
package enum SendStep: CaseIterable, Sendable {
    /// The record is in the ticket.
    case filled
    /// A slot of the ring is claimed.
    case claimed
    /// The slot refers to the ticket.
    case published
    /// The doorbell was rung, if the consumer slept.
    case rung
}
