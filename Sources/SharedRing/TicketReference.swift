/// A taken record's return address: whom `CommandConsumer.answer` tells the verdict.
package struct TicketReference: Hashable, Sendable {
    let ticket: Int
    let generation: UInt32
    let segment: UInt64
}
