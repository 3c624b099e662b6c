import Foundation
import JobStore
import Jobs
import Logging
import Spool
import Synchronization

/// Removes the files of deleted jobs, and inputs that no job of the store owns: a responder died before its command
/// was taken, or a command was refused after its sender had gone. Works on a thread of its own, which looks at one shard
/// at a time, so that a long history costs as little at any moment as a short one.
///
/// `@unchecked Sendable`: `suspects` is touched by the thread alone, everything else but `state` is immutable and itself
/// Sendable.
final class SpoolSweeper: @unchecked Sendable {
    private let spool: Spool
    private let reader: StoreReader
    private let logger: Logger
    private let wake = DispatchSemaphore(value: 0)
    private let state = Mutex(State())
    private var suspects: SweepSuspects
    /// In which every shard is looked at once.
    private let round: TimeInterval

    private struct State {
        var isClosed = false
        /// Jobs that are gone from the store and still have their folder.
        var removed: [JobID] = []
    }

    private static let longestRound: TimeInterval = 600

    /// - Parameters:
    ///   - spool: what is swept.
    ///   - reader: knows which jobs there are; for this thread's use.
    ///   - patience: how long a folder without a job is left alone.
    ///   - logger: told what was removed and what could not be.
    init(spool: Spool, reader: StoreReader, patience: Duration, logger: Logger) {
        self.spool = spool
        self.reader = reader
        self.logger = logger
        suspects = SweepSuspects(patience: patience)
        round = min(Self.longestRound, patience / .seconds(1))
    }

    /// Starts the thread.
    func start() {
        let thread = Thread { self.run() }
        thread.name = "spool-sweeper"
        thread.start()
    }

    /// Lets the thread end when it has done what it is at; does not wait for it.
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
        var shard: UInt8 = 0
        var next = DispatchTime.now()
        while !state.withLock(\.isClosed) {
            if DispatchTime.now() >= next {
                sweep(shard: shard, now: Moment.now().monotonic)
                shard &+= 1
                next = .now() + round / 256
            }
            _ = wake.wait(timeout: next)
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

    /// Looks at one shard and removes the folders in it that have had no job for long enough. What fails is said in the
    /// log, and hinders nothing else.
    func sweep(shard: UInt8, now: Duration) {
        do {
            let ids = try spool.jobs(inShard: shard)
            let known = try reader.known(among: ids)
            let orphans = ids.lazy.filter { !known.contains($0) }.compactMap(sighting)
            for id in suspects.take(Array(orphans), shard: shard, now: now) { removeOrphan(id) }
        } catch {
            logger.error("a shard of the spool could not be swept, going on with the next: \(error)")
        }
    }

    private func sighting(_ id: JobID) -> (id: JobID, change: Int64)? {
        do throws(SpoolError) {
            return try spool.lastChange(of: id).map { (id, $0) }
        } catch {
            logger.error("the files of \(id), which no job owns, cannot be looked at: \(error)")
            return nil
        }
    }

    private func removeOrphan(_ id: JobID) {
        do throws(SpoolError) {
            try spool.remove(id)
            logger.notice("removed the files of \(id): no job owns them")
        } catch {
            logger.error("the files of \(id), which no job owns, stay for now: \(error)")
        }
    }
}
