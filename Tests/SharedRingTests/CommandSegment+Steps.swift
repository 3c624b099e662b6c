import Foundation
import Synchronization
import Testing

@testable import SharedRing

extension CommandSegment {
    /// Fills the ticket and publishes it.
    /// - Returns: the ticket's generation.
    @discardableResult
    func put(_ record: [UInt8], ticket: Int) throws -> UInt32 {
        let generation = try #require(tickets.fill(ticket, with: record))
        let position = try #require(ring.claim())
        try #require(ring.publish(ticket: ticket, generation: generation, at: position))
        return generation
    }

    /// Writes random words over all slots, the producers' counters and the tickets of the second and third block.
    func scribble(using random: inout some RandomNumberGenerator) {
        let slots = (0..<UInt64(ring.layout.slots)).map(ring.layout.slot)
        let tickets = stride(from: ring.layout.ticket(16), to: ring.layout.ticket(48), by: 64)
        let counters = [CommandLayout.headOffset, CommandLayout.sleepOffset, CommandLayout.tailOffset]
        for offset in slots + counters + Array(tickets) where Bool.random(using: &random) {
            let near = UInt64.random(in: 0...20, using: &random)
            let word = Bool.random(using: &random) ? near << 32 | near : random.next()
            segment.mapping.overwrite(wordAt: offset, with: word)
        }
    }
}

extension SharedMapping {
    /// Writes a word that the code under test does not expect.
    func overwrite(wordAt offset: Int, with value: UInt64) {
        unsafe word(at: offset).pointee.store(value, ordering: .relaxed)
    }

    /// The same for 32 bits.
    func overwrite(halfWordAt offset: Int, with value: UInt32) {
        unsafe halfWord(at: offset).pointee.store(value, ordering: .relaxed)
    }

    /// Raises a word by one.
    func increment(wordAt offset: Int) {
        unsafe word(at: offset).pointee.add(1, ordering: .relaxed)
    }
}

extension CommandConsumer {
    /// The records that are there at `now`.
    func takeAll(now: Duration) -> [[UInt8]] {
        var records: [[UInt8]] = []
        while drain(limit: 100, now: now, { _, record in records.append(record) }) > 0 {}
        return records
    }

    /// The references of the records that are there at `now`.
    func takeReferences(now: Duration) -> [TicketReference] {
        var references: [TicketReference] = []
        _ = drain(limit: 100, now: now) { reference, _ in references.append(reference) }
        return references
    }

    /// Whether the doorbell is readable.
    var isRung: Bool {
        var wait = pollfd(fd: doorbell, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&wait, 1, 0) == 1
    }
}
