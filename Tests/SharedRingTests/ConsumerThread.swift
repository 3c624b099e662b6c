import Foundation
import Synchronization

@testable import SharedRing

/// Serves a ring on a thread of its own the way the supervisor does: drain, answer, sleep until the doorbell rings.
/// It never wakes for another reason within half a minute, so that a lost wake-up is a producer without verdict.
final class ConsumerThread: Sendable {
    /// The consumer, which only one thread at a time uses: this one until it has stopped, then the test.
    private struct Handed: @unchecked Sendable {
        let consumer: CommandConsumer
    }

    private let handed: Handed
    private let doorbell: Doorbell
    private let stopping = Atomic<Bool>(false)
    private let thread = Mutex<Background<Void>?>(nil)

    /// Starts serving. `answer` gives the verdict on a record, or nil for none.
    /// - Throws: `SharedMemoryError` when the doorbell is not there.
    init(
        _ consumer: CommandConsumer, doorbell path: String,
        answer: @escaping @Sendable ([UInt8]) -> UInt32?
    ) throws {
        handed = Handed(consumer: consumer)
        doorbell = try Doorbell.open(path)
        thread.withLock { thread in
            thread = Background { [self] in
                while !stopping.load(ordering: .acquiring) { Self.serve(handed.consumer, answer) }
            }
        }
    }

    /// Ends the thread.
    func stop() throws {
        stopping.store(true, ordering: .releasing)
        doorbell.ring()
        try thread.withLock { $0 }?.value()
    }

    private static func serve(_ consumer: CommandConsumer, _ answer: ([UInt8]) -> UInt32?) {
        let count = consumer.drain(limit: 64, now: MonotonicTime.now()) { reference, record in
            if let verdict = answer(record) { consumer.answer(reference, verdict: verdict) }
        }
        guard count == 0 else { return }
        let maySleep = consumer.prepareToSleep()
        var wait = pollfd(fd: consumer.doorbell, events: Int16(POLLIN), revents: 0)
        unsafe poll(&wait, 1, maySleep ? 30_000 : 1)
        consumer.wake()
    }
}
