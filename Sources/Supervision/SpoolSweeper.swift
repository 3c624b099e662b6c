import Foundation
import JobStore
import Jobs
import Logging
import Spool
import Synchronization

/// Removes the files of deleted jobs, and inputs that no job of the store owns: a responder died before its command
/// was taken, or a command was refused after its sender had gone. Works on a thread of its own; of what no job
/// owns it removes only what nothing touched for longer than any request lives.
///
/// `@unchecked Sendable`: everything but `state` is immutable and itself Sendable.
final class SpoolSweeper: @unchecked Sendable {
    private let spool: Spool
    private let reader: StoreReader
    private let logger: Logger
    private let wake = DispatchSemaphore(value: 0)
    private let state = Mutex(State())

    private struct State {
        var isClosed = false
        /// Jobs that are gone from the store and still have their folder.
        var removed: [JobID] = []
    }

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
        state.withLock { $0.isClosed = true }
        wake.signal()
    }

    /// Removes the folder of a job that the store has forgotten. A folder that stays, because the service ends
    /// before, goes with a later sweep.
    func remove(_ id: JobID) {
        state.withLock { $0.removed.append(id) }
        wake.signal()
    }

    private func run() {
        var nextSweep = DispatchTime.now()
        while !state.withLock(\.isClosed) {
            if DispatchTime.now() >= nextSweep {
                sweepOldFolders()
                nextSweep = .now() + Self.interval
            }
            _ = wake.wait(timeout: nextSweep)
            removeDeleted()
        }
    }

    private func removeDeleted() {
        let ids = state.withLock { state in
            defer { state.removed.removeAll() }
            return state.removed
        }
        for id in ids {
            do throws(SpoolError) {
                try spool.remove(id)
            } catch {
                logger.error("the files of the deleted job \(id) stay until the next sweep: \(error)")
            }
        }
    }

    private func sweepOldFolders() {
        let now = Moment.now().wall.milliseconds
        do {
            try sweep(unchangedSince: Timestamp(milliseconds: now - Self.graceMilliseconds))
        } catch {
            logger.error("the sweep of the spool stopped: \(error); it goes on later")
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
