import Foundation
import GRDB
package import Jobs

/// A store in one file that nobody else has open: what a backup keeps.
package final class StoreCopy {
    private let queue: DatabaseQueue
    /// Pages that are copied between two words about how far it is.
    private static let pagesPerStep: CInt = 2048
    /// Jobs that are removed in one transaction.
    private static let chunk = 1024

    /// Opens the copy at `path`.
    /// - Throws: `StoreError`, with `.missing` when there is none, with `.newerSchema` when a later version has written
    ///   it.
    package init(path: String) throws(StoreError) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.missing, "there is no store at \(path)")
        }
        queue = try storing {
            var configuration = Configuration(label: "store copy")
            configuration.prepareDatabase { db in try Schema.checkNotNewer(db) }
            return try DatabaseQueue(path: path, configuration: configuration)
        }
    }

    /// Copies the store that `reader` reads to a new file, as it is now, while it goes on changing (SQLite's online
    /// backup). `progress` is told the share that is copied, 0 to 1.
    /// - Throws: `StoreError`, with `.full` when there is no room.
    package init(
        of reader: StoreReader, at path: String, progress: (Double) -> Void
    ) throws(StoreError) {
        queue = try storing {
            let queue = try DatabaseQueue(path: path, configuration: Configuration(label: "store backup"))
            try queue.writeWithoutTransaction { target in
                try reader.withSnapshot { db in
                    try withoutActuallyEscaping(progress) { progress in
                        try db.backup(to: target, pagesPerStep: Self.pagesPerStep) { progress($0.share) }
                    }
                }
                // One file, which can be read where nothing can be written.
                try target.execute(sql: "PRAGMA journal_mode = DELETE")
            }
            return queue
        }
    }

    /// - Throws: `StoreError`.
    package func countJobs() throws(StoreError) -> Int {
        try storing { try queue.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM jobs") ?? 0 } }
    }

    /// Calls `body` with each job, in the order of acceptance. What it throws ends that.
    /// - Returns: why rows could not be read, one line for each.
    package func forEachJob(_ body: (Job) throws -> Void) throws -> [String] {
        try queue.read { db in try JobRows.forEach(db, body) }
    }

    /// Takes jobs out, whatever their state, with all that the store knows of them.
    /// - Throws: `StoreError`.
    package func remove(_ ids: [JobID]) throws(StoreError) {
        try storing {
            for start in stride(from: 0, to: ids.count, by: Self.chunk) {
                try queue.write { db in
                    let statement = try db.cachedStatement(sql: "DELETE FROM jobs WHERE id = ?")
                    for id in ids[start...].prefix(Self.chunk) {
                        try statement.execute(arguments: [Data(id.bytes)])
                    }
                }
            }
        }
    }

    /// Brings everything to the file; the copy is of no use afterwards.
    /// - Throws: `StoreError`.
    package func close() throws(StoreError) {
        try storing { try queue.close() }
    }
}

extension DatabaseBackupProgress {
    fileprivate var share: Double {
        totalPageCount == 0 ? 1 : Double(completedPageCount) / Double(totalPageCount)
    }
}
