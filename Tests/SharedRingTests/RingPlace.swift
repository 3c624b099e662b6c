import CPlatform
import Foundation
import TestSupport

@testable import SharedRing

/// The names of one test's ring and scoreboard.
struct RingPlace: Sendable {
    let instance: String
    let folder: String

    var doorbell: String { folder + "/doorbell" }
    var lock: String { folder + "/tickets.lock" }
    var commandsName: String { "/platen-\(instance)-commands" }
    var scoreboardName: String { "/platen-\(instance)-scoreboard" }

    func consumer(
        slots: Int = 8, grace: Duration = .seconds(1), start: UInt64 = 0, ticketGeneration: UInt32 = 0
    ) throws -> CommandConsumer {
        try CommandConsumer.create(
            instance: instance, slots: slots, doorbellPath: doorbell, grace: grace, start: start,
            ticketGeneration: ticketGeneration)
    }

    func producer(onStep: (@Sendable (SendStep) -> Void)? = nil) -> CommandProducer {
        CommandProducer(
            instance: instance, doorbellPath: doorbell, ticketLockPath: lock, onStep: onStep)
    }

    /// A producer's view of the segment, to do single steps of a send.
    func segment() throws -> CommandSegment {
        try CommandSegment.attach(instance: instance, doorbellPath: doorbell)
    }

    /// A producer process.
    func process(life: UInt64, threads: Int = 1, dyingAt step: SendStep? = nil) throws -> ProducerProcess {
        try ProducerProcess([
            "send", instance, doorbell, lock, String(life), String(threads), step.map { "\($0)" } ?? "none",
        ])
    }
}

/// Runs `body` with fresh names, and removes what bears them afterwards.
func withRingPlace<Result>(_ body: (RingPlace) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in
        let place = RingPlace(instance: "test-\(UUID().uuidString)", folder: folder)
        defer {
            for name in [place.commandsName, place.scoreboardName] { unsafe platform_memory_remove(name) }
        }
        return try body(place)
    }
}
