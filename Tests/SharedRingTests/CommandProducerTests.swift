import CPlatform
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import SharedRing

@Suite struct CommandProducerTests {
    private let long = Duration.seconds(30)
    private let short = Duration.milliseconds(20)

    // MARK: A supervisor that answers

    @Test func `A record that is answered brings its verdict`() throws {
        try withRingPlace { place in
            let server = try ConsumerThread(try place.consumer(), doorbell: place.doorbell) {
                UInt32($0.count)
            }
            let producer = place.producer()
            for count in [0, 1, 7, 8, 9, 1023, 1024] {
                let record = [UInt8](repeating: 1, count: count)
                #expect(producer.send(record, thread: 0, timeout: long) == .verdict(UInt32(count)))
            }
            #expect(producer.problem == nil)
            try server.stop()
        }
    }

    @Test func `No wake-up is lost while sixteen threads send to a consumer that sleeps at every chance`()
        throws
    {
        try withRingPlace { place in
            let server = try ConsumerThread(try place.consumer(slots: 4), doorbell: place.doorbell) {
                record in
                record.reduce(0) { $0 << 8 | UInt32($1) }
            }
            let producer = place.producer()
            let senders = (0..<CommandProducer.threads).map { thread in
                Background {
                    (0..<300).filter { number in
                        let record = [UInt8(thread), UInt8(number / 256), UInt8(number % 256)]
                        let verdict = UInt32(thread) << 16 | UInt32(number)
                        return producer.send(record, thread: thread, timeout: .seconds(20))
                            == .verdict(verdict)
                    }.count
                }
            }
            for sender in senders { #expect(try sender.value() == 300) }
            try server.stop()
        }
    }

    @Test func `Two sends under the same thread number both get their own verdict`() throws {
        try withRingPlace { place in
            let server = try ConsumerThread(try place.consumer(), doorbell: place.doorbell) { UInt32($0[0]) }
            let producer = place.producer()
            let senders = (0..<4).map { number in
                Background { producer.send([UInt8(number)], thread: 5, timeout: .seconds(20)) }
            }
            for (number, sender) in senders.enumerated() {
                #expect(try sender.value() == .verdict(UInt32(number)))
            }
            try server.stop()
        }
    }

    // MARK: A supervisor that does not

    @Test func `Without a segment nothing is available within the time, and the reason is known`() throws {
        try withRingPlace { place in
            let producer = place.producer()
            #expect(producer.send([1], thread: 0, timeout: short) == .unavailable)
            #expect(producer.problem?.code == .absent)
            #expect(producer.consumerBeat() == nil)
        }
    }

    @Test func `A segment of another layout is not used, and the reason is known`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let mapping = try place.segment().segment.mapping
            mapping.increment(wordAt: SegmentHeader.layoutOffset)
            let producer = place.producer()
            #expect(producer.send([1], thread: 0, timeout: short) == .unavailable)
            #expect(producer.problem?.code == .otherLayout)
            #expect(consumer.occupancy == 0)
        }
    }

    @Test func `A record that nobody takes is withdrawn, and never taken later`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            #expect(place.producer().send([1], thread: 0, timeout: short) == .unavailable)
            #expect(consumer.takeAll(now: .zero) == [])
            #expect(consumer.discardedReferences == 1)
        }
    }

    @Test func `A full ring is unavailable`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer(slots: 2)
            let other = try place.segment()
            try other.put([1], ticket: 40)
            try other.put([2], ticket: 41)
            #expect(place.producer().send([3], thread: 0, timeout: short) == .unavailable)
            #expect(consumer.takeAll(now: .zero) == [[1], [2]])
        }
    }

    @Test func `A sleeping consumer is woken when its ring is full of claims that nobody publishes`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer(slots: 2, grace: .milliseconds(5))
            #expect(consumer.prepareToSleep())
            let dead = try place.segment()
            #expect(dead.ring.claim() != nil)
            #expect(dead.ring.claim() != nil)
            let producer = place.producer()
            let sender = Background { producer.send([3], thread: 0, timeout: .seconds(30)) }
            var bell = pollfd(fd: consumer.doorbell, events: Int16(POLLIN), revents: 0)
            #expect(unsafe poll(&bell, 1, 30_000) == 1)
            consumer.answer(try #require(try consumer.nextReference()), verdict: 3)
            #expect(try sender.value() == .verdict(3))
        }
    }

    @Test
    func `The fate of a record that was taken and not answered is unknown, and its late verdict is lost`()
        throws
    {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let taken = DispatchSemaphore(value: 0)
            let producer = place.producer { if $0 == .published { taken.wait() } }
            let sender = Background { producer.send([1], thread: 0, timeout: .milliseconds(300)) }
            let late = try #require(try consumer.nextReference())
            taken.signal()
            #expect(try sender.value() == .unknown)
            taken.signal()
            let next = Background { producer.send([2], thread: 0, timeout: .seconds(30)) }
            let reference = try #require(try consumer.nextReference())
            consumer.answer(late, verdict: 1)
            consumer.answer(reference, verdict: 2)
            #expect(try next.value() == .verdict(2))
        }
    }

    // MARK: A supervisor that is replaced

    @Test func `A record that waits when its segment is retired is sent again on the next one`() throws {
        try withRingPlace { place in
            let old = try place.consumer()
            let producer = place.producer()
            let sender = Background { producer.send([7], thread: 0, timeout: .seconds(30)) }
            #expect(eventually { old.occupancy == 1 })
            let new = try place.consumer()
            let reference = try #require(try new.nextReference())
            #expect(old.takeAll(now: .zero) == [])
            new.answer(reference, verdict: 3)
            #expect(try sender.value() == .verdict(3))
        }
    }

    @Test func `A record that was taken when its segment is retired is sent again too`() throws {
        try withRingPlace { place in
            let old = try place.consumer()
            let producer = place.producer()
            let sender = Background { producer.send([7], thread: 0, timeout: .seconds(30)) }
            let first = try #require(try old.nextReference())
            old.retire()
            old.answer(first, verdict: 1)
            let new = try place.consumer()
            new.answer(try #require(try new.nextReference()), verdict: 2)
            #expect(try sender.value() == .verdict(2, wasTakenBefore: true))
        }
    }

    @Test func `Without a next segment the fate of a taken record is unknown, that of another is not`() throws
    {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let isTaken = DispatchSemaphore(value: 0)
            let (first, second) = (
                place.producer { if $0 == .published { isTaken.wait() } }, place.producer()
            )
            let taken = Background { first.send([1], thread: 0, timeout: .milliseconds(400)) }
            _ = try #require(try consumer.nextReference())
            isTaken.signal()
            let waiting = Background { second.send([2], thread: 1, timeout: .milliseconds(400)) }
            #expect(eventually { consumer.occupancy == 1 })
            consumer.retire()
            #expect(try taken.value() == .unknown)
            #expect(try waiting.value() == .unavailable)
        }
    }

    @Test func `A segment that was removed and made again unseen is found by a waiting producer`() throws {
        try withRingPlace { place in
            let old = try place.consumer()
            let producer = place.producer()
            let sender = Background { producer.send([7], thread: 0, timeout: .seconds(30)) }
            #expect(eventually { old.occupancy == 1 })
            unsafe platform_memory_remove(place.commandsName)
            let new = try place.consumer()
            new.answer(try #require(try new.nextReference()), verdict: 4)
            #expect(try sender.value() == .verdict(4))
            #expect(old.takeAll(now: .zero) == [])
        }
    }

    @Test func `A segment whose name was removed stays in use until another bears it`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = place.producer()
            #expect(producer.consumerBeat() != nil)
            unsafe platform_memory_remove(place.commandsName)
            #expect(try !consumer.isLinked())
            let sender = Background { producer.send([7], thread: 0, timeout: .seconds(30)) }
            consumer.answer(try #require(try consumer.nextReference()), verdict: 6)
            #expect(try sender.value() == .verdict(6))
        }
    }

    // MARK: Heartbeat

    @Test func `The age of the supervisor's heartbeat is seen`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let producer = place.producer()
            #expect(try #require(producer.consumerBeat()) < .seconds(60))
            consumer.beat(now: MonotonicTime.now() - .seconds(90))
            #expect(try #require(producer.consumerBeat()) >= .seconds(90))
            consumer.beat(now: MonotonicTime.now() + .seconds(90))
            #expect(try #require(producer.consumerBeat()) == .zero)
            consumer.retire()
            #expect(producer.consumerBeat() == nil)
        }
    }

    // MARK: A producer that dies

    @Test(arguments: SendStep.allCases)
    func `A process killed at any step of a send stops nobody else`(step: SendStep) throws {
        try withRingPlace { place in
            let consumer = try place.consumer(slots: 2, grace: .milliseconds(5))
            #expect(try place.process(life: 1, dyingAt: step).end() == .killed(SIGKILL))
            let server = try ConsumerThread(consumer, doorbell: place.doorbell) { UInt32($0.count) }
            // A living producer that is held up behind its claim loses it too, and claims again.
            let claims = Mutex(0)
            let producer = place.producer { if $0 == .claimed { claims.withLock { $0 += 1 } } }
            for count in 1...5 {
                let record = [UInt8](repeating: 0, count: count)
                #expect(producer.send(record, thread: 0, timeout: long) == .verdict(UInt32(count)))
            }
            try server.stop()
            #expect(consumer.abandonedSlots == (step == .claimed ? 1 : 0) + claims.withLock { $0 } - 5)
        }
    }

    @Test
    func
        `A dead process's tickets are taken over, and its record, if untaken, is not mistaken for the heir's`()
        throws
    {
        try withRingPlace { place in
            let consumer = try place.consumer()
            #expect(try place.process(life: 1, dyingAt: .published).end() == .killed(SIGKILL))
            #expect(consumer.occupancy == 1)
            let producer = place.producer()
            let sender = Background { producer.send([9], thread: 0, timeout: .seconds(30)) }
            #expect(eventually { consumer.occupancy == 2 })
            let reference = try #require(try consumer.nextReference())
            #expect(reference.ticket == 0)
            #expect(consumer.discardedReferences == 1)
            consumer.answer(reference, verdict: 9)
            #expect(try sender.value() == .verdict(9))
        }
    }

    @Test func `A verdict for a dead process does not reach the heir of its ticket`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            #expect(try place.process(life: 1, dyingAt: .published).end() == .killed(SIGKILL))
            let dead = try #require(try consumer.nextReference())
            let producer = place.producer()
            let sender = Background { producer.send([9], thread: 0, timeout: .seconds(30)) }
            let reference = try #require(try consumer.nextReference())
            #expect(reference.ticket == dead.ticket)
            consumer.answer(dead, verdict: 1)
            consumer.answer(reference, verdict: 2)
            #expect(try sender.value() == .verdict(2))
        }
    }
}

extension CommandConsumer {
    /// The reference of the next record, once it is there; nil when none comes within half a minute.
    fileprivate func nextReference() throws -> TicketReference? {
        var reference: TicketReference?
        _ = eventually {
            drain(limit: 1, now: MonotonicTime.now()) { taken, _ in reference = taken } == 1
        }
        return reference
    }
}
