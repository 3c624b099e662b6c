import Foundation
import Synchronization
import Testing

@testable import SharedRing

/// Producer processes that are killed at random points, some thousand times.
@Suite struct RingTortureTests {
    private struct Life: Sendable {
        let number: UInt64
        let end: ProducerProcess.End?
        let acknowledged: [UInt64: [UInt64]]
    }

    private static let lanes = 4
    private static let kills =
        ProcessInfo.processInfo.environment["PLATEN_TORTURE"] == nil ? 2_000 : 20_000

    @Test(.timeLimit(.minutes(10)))
    func `Killing producers at random points loses, doubles, reorders and stalls nothing`() async throws {
        let (report, lives, abandoned) = try await Background { try Self.torture() }.asyncValue()
        #expect(lives.count == Self.kills)
        #expect(Set(lives.map(\.end)) == [.killed(SIGKILL)], "a producer ended by itself: see ExitCode")
        #expect(report.faults.prefix(10) == [])
        #expect(report.acknowledged > Self.kills)
        #expect(report.records >= report.acknowledged)
        // Otherwise no producer was stopped between claim and publication, and little was tested.
        #expect(abandoned > 0)
    }

    private static func torture() throws -> (KillReport, [Life], abandoned: Int) {
        try withRingPlace { place in
            let report = Mutex(KillReport())
            // All counters wrap during the run.
            let consumer = try place.consumer(
                slots: 64, grace: .milliseconds(2), start: UInt64.max - 3_000,
                ticketGeneration: (1 << 29) - 100)
            let server = try ConsumerThread(consumer, doorbell: place.doorbell) { record in
                report.withLock { $0.consume(record) }
            }
            let lives = try (0..<lanes).map { lane in Background { try Self.lives(of: lane, in: place) } }
                .flatMap { try $0.value() }
            try server.stop()
            try settle(consumer) { record in report.withLock { _ = $0.consume(record) } }
            try checkService(consumer, place)
            return report.withLock { report in
                for life in lives { report.compare(life: life.number, acknowledged: life.acknowledged) }
                return (report, lives, consumer.abandonedSlots)
            }
        }
    }

    /// One process after the other, each killed at a random moment: mostly while it sends, sometimes while it
    /// starts.
    private static func lives(of lane: Int, in place: RingPlace) throws -> [Life] {
        try (0..<(kills / lanes)).map { index in
            let number = UInt64(lane * kills + index)
            let process = try place.process(life: number, threads: Int.random(in: 1...3))
            if Int.random(in: 0..<16) > 0 { _ = process.isSending() }
            usleep(UInt32.random(in: 0...3_000))
            process.kill()
            return Life(number: number, end: process.end(), acknowledged: process.acknowledged())
        }
    }

    /// With all producers dead, takes what is left: nothing may stay in the ring.
    private static func settle(_ consumer: CommandConsumer, _ body: @escaping ([UInt8]) -> Void) throws {
        for round in 0..<3 {
            let now = MonotonicTime.now() + .seconds(round)
            while consumer.drain(limit: 100, now: now, { body($1) }) > 0 {}
        }
        try #require(consumer.occupancy == 0)
        try #require(consumer.prepareToSleep())
        consumer.wake()
    }

    /// The ring still does its work.
    private static func checkService(_ consumer: CommandConsumer, _ place: RingPlace) throws {
        let server = try ConsumerThread(consumer, doorbell: place.doorbell) { _ in 42 }
        let outcomes = (0..<100).map { _ in place.producer().send([1], thread: 0, timeout: .seconds(20)) }
        try server.stop()
        try #require(outcomes.allSatisfy { $0 == .verdict(42) })
    }
}
