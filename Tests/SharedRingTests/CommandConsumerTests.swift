import Foundation
import Testing

@testable import SharedRing

@Suite struct CommandConsumerTests {
    private let start = Duration.seconds(100)

    @Test(arguments: [0, 0xFFFF_FFFD, UInt64.max - 2] as [UInt64])
    func `Records come out whole and in order, also while positions and generations wrap`(
        start position: UInt64
    ) throws {
        try withRingPlace { place in
            let consumer = try place.consumer(
                slots: 4, start: position, ticketGeneration: (1 << 29) - 2)
            let producer = try place.segment()
            for round in 0..<20 {
                let records = (0..<3).map { ticket in
                    [UInt8](repeating: UInt8(round), count: round * 51 + ticket)
                }
                for (ticket, record) in records.enumerated() { try producer.put(record, ticket: ticket) }
                #expect(consumer.occupancy == 3)
                #expect(consumer.takeAll(now: self.start) == records)
                #expect(consumer.occupancy == 0)
            }
            #expect(consumer.discardedReferences == 0)
        }
    }

    @Test func `A full ring gives no position until the consumer has freed one`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer(slots: 2, start: UInt64.max)
            let producer = try place.segment()
            try producer.put([1], ticket: 0)
            try producer.put([2], ticket: 1)
            #expect(producer.ring.claim() == nil)
            #expect(consumer.drain(limit: 1, now: start) { _, _ in } == 1)
            #expect(producer.ring.claim() == 1)
        }
    }

    @Test func `Drain looks at no more positions than it may`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = try place.segment()
            for ticket in 0..<5 { try producer.put([UInt8(ticket)], ticket: ticket) }
            #expect(consumer.drain(limit: 3, now: start) { _, _ in } == 3)
            #expect(consumer.drain(limit: 3, now: start) { _, _ in } == 2)
        }
    }

    // MARK: Claims without publication

    @Test func `A claimed slot is waited for during the grace time and abandoned after it`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer(grace: .milliseconds(10))
            let producer = try place.segment()
            _ = try #require(producer.ring.claim())
            try producer.put([7], ticket: 1)
            #expect(consumer.takeAll(now: start) == [])
            #expect(consumer.takeAll(now: start + .milliseconds(9)) == [])
            #expect(consumer.abandonedSlots == 0)
            #expect(consumer.takeAll(now: start + .milliseconds(10)) == [[7]])
            #expect(consumer.abandonedSlots == 1)
        }
    }

    @Test func `A producer that publishes within the grace time loses nothing`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = try place.segment()
            let position = try #require(producer.ring.claim())
            #expect(consumer.takeAll(now: start) == [])
            let generation = try #require(producer.tickets.fill(0, with: [5]))
            #expect(producer.ring.publish(ticket: 0, generation: generation, at: position))
            #expect(consumer.takeAll(now: start) == [[5]])
        }
    }

    @Test func `A slot that is published at the moment of its abandonment stays published`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = try place.segment()
            try producer.put([5], ticket: 0)
            #expect(!producer.ring.abandon(0))
            #expect(consumer.takeAll(now: start) == [[5]])
        }
    }

    @Test(arguments: [0, UInt64.max] as [UInt64])
    func `A late producer learns that its slot is gone, and the slot's next owner is not disturbed`(
        start position: UInt64
    ) throws {
        try withRingPlace { place in
            let consumer = try place.consumer(slots: 2, grace: .zero, start: position)
            let producer = try place.segment()
            let lost = try #require(producer.ring.claim())
            _ = consumer.takeAll(now: start)
            #expect(consumer.takeAll(now: start) == [])
            #expect(consumer.abandonedSlots == 1)
            try producer.put([1], ticket: 1)
            try producer.put([2], ticket: 2)
            let generation = try #require(producer.tickets.fill(0, with: [9]))
            #expect(!producer.ring.publish(ticket: 0, generation: generation, at: lost))
            #expect(consumer.takeAll(now: start) == [[1], [2]])
            try producer.put([9], ticket: 0)
            #expect(consumer.takeAll(now: start) == [[9]])
        }
    }

    @Test func `Slots that were claimed at the same time share one grace time`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer(grace: .milliseconds(10))
            let producer = try place.segment()
            for _ in 0..<6 { _ = try #require(producer.ring.claim()) }
            #expect(consumer.takeAll(now: start) == [])
            try producer.put([1], ticket: 0)
            #expect(consumer.takeAll(now: start + .milliseconds(10)) == [[1]])
            #expect(consumer.abandonedSlots == 6)
        }
    }

    @Test func `A claim after the first one noticed has a grace time of its own`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer(grace: .milliseconds(10))
            let producer = try place.segment()
            _ = producer.ring.claim()
            #expect(consumer.takeAll(now: start) == [])
            _ = producer.ring.claim()
            #expect(consumer.takeAll(now: start + .milliseconds(10)) == [])
            #expect(consumer.abandonedSlots == 1)
            #expect(consumer.takeAll(now: start + .milliseconds(20)) == [])
            #expect(consumer.abandonedSlots == 2)
        }
    }

    // MARK: Garbage

    @Test func `A withdrawn record is skipped`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = try place.segment()
            let generation = try producer.put([1], ticket: 0)
            #expect(producer.tickets.withdraw(0, generation: generation))
            try producer.put([2], ticket: 0)
            #expect(consumer.takeAll(now: start) == [[2]])
            #expect(consumer.discardedReferences == 1)
        }
    }

    @Test func `A taken record cannot be withdrawn`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = try place.segment()
            let generation = try producer.put([1], ticket: 0)
            #expect(consumer.takeAll(now: start) == [[1]])
            #expect(!producer.tickets.withdraw(0, generation: generation))
        }
    }

    @Test func `The length of a record is cut to what a ticket holds`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = try place.segment()
            try producer.put([UInt8](repeating: 3, count: 1024), ticket: 0)
            let length = producer.ring.layout.ticket(0) + CommandLayout.lengthInTicket
            producer.segment.mapping.overwrite(halfWordAt: length, with: .max)
            #expect(consumer.takeAll(now: start) == [[UInt8](repeating: 3, count: 1024)])
        }
    }

    @Test func `A reference to a ticket that does not exist is discarded`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = try place.segment()
            let position = try #require(producer.ring.claim())
            #expect(producer.ring.publish(ticket: SlotWord.ticketLimit - 1, generation: 0, at: position))
            #expect(consumer.takeAll(now: start) == [])
            #expect(consumer.discardedReferences == 1)
            #expect(consumer.occupancy == 0)
        }
    }

    @Test func `A ring full of garbage is usable again after a grace time`() throws {
        try withRingPlace { place in
            var random = SystemRandomNumberGenerator()
            let consumer = try place.consumer(slots: 16, grace: .milliseconds(10))
            let producer = try place.segment()
            var now = start
            for round in 0..<300 {
                producer.scribble(using: &random)
                for _ in 0..<3 {
                    var lengths: [Int] = []
                    #expect(consumer.drain(limit: 64, now: now) { lengths.append($1.count) } == lengths.count)
                    #expect(lengths.count <= 64 && lengths.allSatisfy { $0 <= 1024 })
                    now += .milliseconds(10)
                }
                #expect((0...16).contains(consumer.occupancy))
                let record = [UInt8](repeating: 1, count: round)
                try producer.put(record, ticket: 0)
                #expect(consumer.takeAll(now: now).last == record, "round \(round)")
            }
        }
    }

    // MARK: Verdicts

    @Test func `A verdict on an earlier generation of the ticket reaches nobody`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = try place.segment()
            try producer.put([1], ticket: 0)
            let stale = try #require(consumer.takeReferences(now: start).first)
            let generation = try producer.put([2], ticket: 0)
            consumer.answer(stale, verdict: 1)
            #expect(producer.tickets.state(0) == TicketState(.filled, generation: generation))
            let fresh = try #require(consumer.takeReferences(now: start).first)
            consumer.answer(stale, verdict: 1)
            consumer.answer(fresh, verdict: 2)
            consumer.answer(stale, verdict: 1)
            #expect(producer.tickets.state(0) == TicketState(.answered, generation: generation))
            #expect(producer.tickets.verdict(0) == 2)
        }
    }

    @Test func `A verdict on a record of another segment reaches nobody`() throws {
        try withRingPlace { place in
            let old = try place.consumer()
            try place.segment().put([1], ticket: 0)
            let reference = try #require(old.takeReferences(now: start).first)
            let new = try place.consumer()
            let producer = try place.segment()
            let generation = try producer.put([1], ticket: 0)
            #expect(new.takeAll(now: start) == [[1]])
            new.answer(reference, verdict: 5)
            #expect(producer.tickets.state(0) == TicketState(.taken, generation: generation))
        }
    }
}
