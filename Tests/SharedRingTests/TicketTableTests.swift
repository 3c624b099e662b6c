import Foundation
import Synchronization
import TestSupport
import Testing

@testable import SharedRing

@Suite struct TicketTableTests {
    @Test func `A verdict wakes the thread that sleeps on its ticket`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let segment = try place.segment()
            try segment.put([1], ticket: 0)
            let reference = try #require(consumer.takeReferences(now: .zero).first)
            let sleeper = Sleeper(on: 0, of: segment)
            #expect(try sleeper.isAsleep())
            consumer.answer(reference, verdict: 1)
            #expect(try sleeper.wasWoken())
            #expect(segment.tickets.state(0).phase == .answered)
        }
    }

    @Test func `An answer comes with its verdict, and none with the next verdict that has none`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let segment = try place.segment()
            for answer in [[UInt8](repeating: 7, count: CommandLayout.answerBytes), [1, 2, 3], []] {
                try segment.put([1], ticket: 3)
                let reference = try #require(consumer.takeReferences(now: .zero).first)
                consumer.answer(reference, verdict: 1, with: answer)
                #expect(segment.tickets.verdict(3) == 1)
                #expect(segment.tickets.answer(3) == answer)
            }
        }
    }

    @Test func `An answer that comes too late touches neither the next record nor its neighbours`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let segment = try place.segment()
            try segment.put([1], ticket: 3)
            let late = try #require(consumer.takeReferences(now: .zero).first)
            let record = [UInt8](repeating: 9, count: CommandLayout.recordBytes)
            for ticket in 2...4 { try segment.put(record, ticket: ticket) }
            consumer.answer(late, verdict: 1, with: [UInt8](repeating: 7, count: CommandLayout.answerBytes))
            #expect(consumer.takeAll(now: .zero) == [record, record, record])
        }
    }

    @Test(arguments: [0, CommandLayout.tickets - 1])
    func `Retirement wakes the thread that sleeps on a ticket`(ticket: Int) throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let segment = try place.segment()
            try segment.put([1], ticket: ticket)
            let sleeper = Sleeper(on: ticket, of: segment)
            #expect(try sleeper.isAsleep())
            consumer.retire()
            #expect(try sleeper.wasWoken())
            #expect(segment.tickets.state(ticket).isRetired)
        }
    }

    @Test func `A thread that comes to sleep on a ticket after its retirement does not`() throws {
        try withRingPlace { place in
            let consumer = try place.consumer()
            let segment = try place.segment()
            let generation = try segment.put([1], ticket: 0)
            let seen = TicketState(.filled, generation: generation)
            consumer.retire()
            #expect(segment.tickets.wait(0, while: seen, for: .seconds(600)))
        }
    }

    @Test func `A state that does not change is waited on for the time given`() throws {
        try withRingPlace { place in
            _ = try place.consumer()
            let segment = try place.segment()
            #expect(!segment.tickets.wait(0, while: segment.tickets.state(0), for: .milliseconds(1)))
        }
    }

    @Test func `The owner's next fill ends a copy that is under way`() throws {
        try withRingPlace { place in
            _ = try place.consumer()
            let segment = try place.segment()
            let generation = try segment.put([1], ticket: 0)
            let word = SlotWord(position: 0, ticket: 0, generation: generation)
            _ = try segment.put([2], ticket: 0)
            #expect(segment.tickets.take(word) == nil)
        }
    }

    @Test func `A record is taken once`() throws {
        try withRingPlace { place in
            _ = try place.consumer()
            let segment = try place.segment()
            let generation = try segment.put([1], ticket: 0)
            let word = SlotWord(position: 0, ticket: 0, generation: generation)
            #expect(segment.tickets.take(word)?.record == [1])
            #expect(segment.tickets.take(word) == nil)
        }
    }

    /// The consumer takes what the owner fills and withdraws at random moments: it gets whole records or none.
    @Test func `A record that is withdrawn and written over while it is copied is never taken torn`() throws {
        try withRingPlace { place in
            _ = try place.consumer()
            let segment = try place.segment()
            let enough = Atomic<Bool>(false)
            let owner = Background { () -> Int in
                var withdrawn = 0
                while !enough.load(ordering: .acquiring) {
                    let count = Int.random(in: 1...200)
                    let record = [UInt8](repeating: UInt8(count), count: count)
                    guard let generation = segment.tickets.fill(3, with: record) else { break }
                    for _ in 0..<Int.random(in: 0...1_000) where enough.load(ordering: .relaxed) { break }
                    if segment.tickets.withdraw(3, generation: generation) { withdrawn += 1 }
                }
                return withdrawn
            }
            var taken = 0
            var torn = 0
            let wasEnough = eventually {
                let generation = segment.tickets.state(3).generation
                let word = SlotWord(position: 0, ticket: 3, generation: generation)
                guard let record = segment.tickets.take(word)?.record else { return false }
                taken += 1
                if record.contains(where: { $0 != record.count }) { torn += 1 }
                return taken >= 2_000
            }
            enough.store(true, ordering: .releasing)
            #expect(try owner.value() > 0)
            #expect(torn == 0)
            #expect(wasEnough)
        }
    }
}

/// A thread that sleeps on a ticket for at most a minute.
private final class Sleeper: Sendable {
    /// The thread's folder under /proc, once it runs.
    private final class Folder: Sendable {
        let path = Mutex<String?>(nil)
    }

    private let folder = Folder()
    private let sleep: Background<Bool>

    init(on ticket: Int, of segment: CommandSegment) {
        let state = segment.tickets.state(ticket)
        sleep = Background { [folder] in
            let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
            folder.path.withLock { $0 = "/proc/" + own }
            return segment.tickets.wait(ticket, while: state, for: .seconds(60))
        }
    }

    /// Waits until the kernel says that the thread sleeps.
    func isAsleep() throws -> Bool {
        try eventually {
            guard let path = folder.path.withLock({ $0 }) else { return false }
            let status = try String(contentsOfFile: path + "/stat", encoding: .utf8)
            return status.split(separator: ")").last?.hasPrefix(" S") ?? false
        }
    }

    /// Waits until it is awake; false when the time was over.
    func wasWoken() throws -> Bool { try sleep.value() }
}
