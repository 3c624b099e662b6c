import Foundation
package import JobStore
package import Jobs
import SharedRing
import Spool

/// Removes ended jobs by hand: through the supervisor where one runs, else in the store itself, with the supervisor's
/// lock held so that none starts meanwhile.
package struct Pruning {
    private let settings: ServiceSettings
    private let retention: Retention
    private let reader: StoreReader

    /// - Throws: `StoreError` when there is no store to read.
    package init(settings: ServiceSettings, retention: Retention) throws(StoreError) {
        self.settings = settings
        self.retention = retention
        reader = try StoreReader(path: settings.storePath, connections: 1)
    }

    /// The jobs that go at `now`.
    /// - Throws: `StoreError`.
    package func expired(at now: Timestamp) throws(StoreError) -> [EndedJob] {
        let volume = try reader.volume()
        return Array(retention.expired(try reader.endedJobs(limit: .max), volume: volume, at: now))
    }

    /// Removes `jobs`, rows first, then files. Jobs that were started again since stay.
    /// - Throws: `PruningError` of the service, or what the store and the spool say.
    package func remove(_ jobs: [EndedJob]) throws {
        if let lock = SupervisorLock.unlessHeld(path: settings.supervisorLockPath) {
            try removeFromStore(jobs)
            _ = consume lock
        } else {
            try removeByCommand(jobs)
        }
    }

    private func removeFromStore(_ jobs: [EndedJob]) throws {
        let writer = try StoreWriter(path: settings.storePath)
        let spool = Spool(folder: settings.spoolFolder)
        for chunk in jobs.chunks(of: Self.chunk) {
            for id in try writer.commit(chunk.map { .expire($0.id) }).expired { try spool.remove(id) }
        }
        try writer.foldLog()
    }

    private func removeByCommand(_ jobs: [EndedJob]) throws {
        let producer = CommandProducer(
            instance: settings.instance, doorbellPath: settings.doorbellPath,
            ticketLockPath: settings.ticketLockPath)
        let timeout = Duration.milliseconds(settings.verdictTimeoutMilliseconds)
        for chunk in jobs.chunks(of: Command.expireLimit) {
            let command = Command.expire(chunk.map(\.id))
            let outcome = producer.send(command.wireBytes, thread: 0, timeout: timeout)
            guard case .verdict(Verdict.accepted.rawValue, _, _) = outcome else {
                throw PruningError(
                    description: "The service did not confirm the removal. Try again in a moment.")
            }
        }
    }

    private static let chunk = 256
}

/// The service did not do what it was asked, in words for the user.
package struct PruningError: Error, CustomStringConvertible {
    package let description: String
}

extension Array {
    fileprivate func chunks(of count: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: self.count, by: count).map { self[$0..<Swift.min($0 + count, self.count)] }
    }
}
