import Foundation
import Testing

@testable import SharedRing

/// The consumer's sleep, and its segment's beginning and end.
@Suite struct CommandConsumerLifeTests {
    // MARK: Sleep

    @Test func `The consumer may sleep when nothing is claimed, and not otherwise`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = try place.segment()
            #expect(consumer.prepareToSleep())
            consumer.wake()
            _ = try #require(producer.ring.claim())
            #expect(!consumer.prepareToSleep())
        }
    }

    @Test func `The doorbell rings for the first record after the announcement, and only then`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = try place.segment()
            producer.sleep.ring(producer.doorbell)
            #expect(!consumer.isRung)
            #expect(consumer.prepareToSleep())
            producer.sleep.ring(producer.doorbell)
            #expect(consumer.isRung)
            consumer.wake()
            #expect(!consumer.isRung)
            producer.sleep.ring(producer.doorbell)
            #expect(!consumer.isRung)
        }
    }

    @Test func `A doorbell that is full does not block its ringer`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let doorbell = try Doorbell.open(place.doorbell)
            for _ in 0..<70_000 { doorbell.ring() }
            for _ in 0..<20 { consumer.wake() }
            #expect(!consumer.isRung)
        }
    }

    @Test func `A doorbell's path that leads to something else is refused`() throws {
        try withRingPlace { place in
            try Data().write(to: URL(filePath: place.doorbell))
            #expect(failure { try place.consumer() } == .system)
        }
    }

    // MARK: Life

    @Test func `A new consumer retires the segment of the one before it`() throws {
        try withRingPlace { place in
            let old = try place.consumer()
            let attached = try place.segment()
            let new = try place.consumer()
            #expect(attached.segment.header.isRetired)
            #expect(attached.tickets.fill(0, with: [1]) == nil)
            #expect(old.generation != new.generation)
            #expect(try !old.isLinked())
            #expect(try new.isLinked())
        }
    }

    @Test func `Retiring removes the name, but not that of the next segment`() throws {
        try withRingPlace { place in
            let old = try place.consumer()
            #expect(old.retire() == nil)
            #expect(try !old.isLinked())
            #expect(failure { try place.segment() } == .absent)
            let new = try place.consumer()
            #expect(old.retire() == nil)
            #expect(try new.isLinked())
        }
    }
}
