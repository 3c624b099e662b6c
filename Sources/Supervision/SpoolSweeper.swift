import Foundation
import JobStore
import Jobs
import Logging
import Spool
import Synchronization

/// Removes inputs that no job of the store owns: a responder died before its command was taken, or a command was
/// refused after its sender had gone. Works on a thread of its own and only at folders that nothing touched for
/// longer than any request lives.
///
/// `@unchecked Sendable`: everything but the flag is immutable and itself Sendable.
final class SpoolSweeper: @unchecked Sendable {
    private let spool: Spool
    private let reader: StoreReader
    private let logger: Logger
    private let wake = DispatchSemaphore(value: 0)
    private let isClosed = Mutex(false)

    static let interval: TimeInterval = 300
    /// Nothing younger is looked at: uploads reach the responders whole, and verdicts come within seconds.
    static let graceMilliseconds: Int64 = 600_000

    init(spool: Spool, reader: StoreReader, logger: Logger) {
        self.spool = spool
        self.reader = reader
        self.logger = logger
    }

    func start() {
        let thread = Thread { self.run() }
        thread.name = "spool-sweeper"
        thread.start()
    }

    func close() {
        isClosed.withLock { $0 = true }
        wake.signal()
    }

    private func run() {
        while !isClosed.withLock({ $0 }) {
            let now = Moment.now().wall.milliseconds
            do {
                try sweep(unchangedSince: Timestamp(milliseconds: now - Self.graceMilliseconds))
            } catch {
                logger.error("the sweep of the spool stopped: \(error); it goes on later")
            }
            _ = wake.wait(timeout: .now() + Self.interval)
        }
    }

    /// Removes the folders without a job in which nothing changed since `time`.
    /// - Throws: `SpoolError`, or an error of the store.
    func sweep(unchangedSince time: Timestamp) throws {
        for shard in UInt8.min...UInt8.max {
            for folder in try spool.sweepCandidates(shard: shard, unchangedSince: time)
            where try reader.job(folder.id, of: nil) == nil {
                try spool.remove(folder.id)
                logger.notice("removed the files of \(folder.id): no job owns them")
            }
        }
    }
}
