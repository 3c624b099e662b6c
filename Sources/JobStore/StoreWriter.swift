import GRDB
package import Jobs

/// The only connection that changes the store. One per data folder at a time: the supervisor holds a lock for
/// that. Its calls block until the disk has answered.
package final class StoreWriter: Sendable {
    private let queue: DatabaseQueue
    private let textOf: @Sendable (JobID) -> String?

    /// Opens the store or makes it, and brings its tables up to this version. `textOf` gives the text of a job that is
    /// completed with one, for those who search; nil where it cannot be had.
    /// - Throws: `StoreError`, with `.newerSchema` when a later version has written the store, which then stays
    ///   as it is.
    package init(
        path: String, textOf: @escaping @Sendable (JobID) -> String? = { _ in nil }
    ) throws(StoreError) {
        self.textOf = textOf
        queue = try storing {
            let queue = try DatabaseQueue(path: path, configuration: Self.configuration)
            try queue.writeWithoutTransaction { db in try Self.prepare(db) }
            try Schema.migrator.migrate(queue)
            try queue.write { db in try Schema.recordVersion(db) }
            return queue
        }
    }

    /// Carries out all changes in order in one transaction, durable when this returns, or none of them.
    /// - Returns: what the changes found.
    /// - Throws: `StoreError`: `.illegalChange` with the number of the change at fault, `.full`, `.failed`.
    ///   The writer goes on working after each of them.
    @discardableResult
    package func commit(_ changes: [StoreChange]) throws(StoreError) -> CommitResult {
        guard !changes.isEmpty else { return CommitResult() }
        return try storing {
            try queue.write { db in
                var result = CommitResult()
                var inserted: Set<JobID> = []
                for (index, change) in changes.enumerated() {
                    let didChange = try Self.carryOut(change, index, &result, db)
                    try takeIn(change, db)
                    if case .submit(let submission) = change {
                        if didChange {
                            inserted.insert(submission.id)
                        } else {
                            result.note(leftOut: submission, holder: try Self.holder(of: submission, db))
                        }
                    }
                    try result.note(change, didChange: didChange) { id in try JobRows.job(id, db) }
                }
                // One submission may stand in a batch twice, when its sender had to send it again.
                result.repeated.subtract(inserted)
                return result
            }
        }
    }

    /// Brings everything into the main file and empties the write-ahead log, so that a stopped store is one file.
    /// Readers may be in the way of that; then the log stays, and nothing is lost.
    /// - Throws: `StoreError`.
    package func foldLog() throws(StoreError) {
        try storing {
            try queue.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        }
    }

    /// Calls `body` with each job that has not ended, in the order of acceptance; there may be more than fit in memory
    /// at once. A row that cannot be read stops no start.
    /// - Returns: why rows could not be read, one line for each: their jobs are left as they are.
    /// - Throws: `StoreError`.
    package func forEachUnsettled(_ body: (Job) -> Void) throws(StoreError) -> [String] {
        try reading { db in try JobRows.forEachUnsettled(db, body) }
    }

    /// How many jobs have not ended.
    /// - Throws: `StoreError`.
    /// - Complexity: O(jobs that have not ended), read from an index that holds nothing else.
    package func unsettledCount() throws(StoreError) -> Int {
        try reading { db in try JobRows.unsettledCount(db) }
    }

    /// The content that processors died of, oldest first.
    /// - Throws: `StoreError`.
    package func quarantine() throws(StoreError) -> [QuarantineRecord] {
        try reading { db in try JobRows.quarantine(db) }
    }

    /// Users of whose weight something was said.
    /// - Throws: `StoreError`.
    package func weights() throws(StoreError) -> [UserName: Weight] {
        try storing { try queue.read { db in try AccountRows.weights(db) } }
    }

    /// What was learned of costs.
    /// - Throws: `StoreError`.
    package func costs() throws(StoreError) -> [LearnedCost] {
        try storing { try queue.read { db in try JobRows.costs(db) } }
    }

    /// - Throws: `StoreError`.
    package func contains(_ id: JobID) throws(StoreError) -> Bool {
        try reading { db in try JobRows.contains(id, db) }
    }

    /// Runs queries for a supervisor that starts.
    func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try storing { try queue.read(body) }
    }

    /// Makes the job that ended findable.
    private func takeIn(_ change: StoreChange, _ db: Database) throws {
        guard case .settle(let id, _, _, _, let result, _) = change else { return }
        let hasText = result?.files.contains { $0.name == ResultFile.text } ?? false
        try TextRows.index(id, text: hasText ? textOf(id) : nil, db)
    }

    private static func holder(of submission: Submission, _ db: Database) throws -> Job? {
        guard let key = submission.key else { return nil }
        return try JobRows.job(keyed: key.digest, of: submission.user, db)
    }

    /// Whether the change changed anything.
    private static func carryOut(
        _ change: StoreChange, _ index: Int, _ result: inout CommitResult, _ db: Database
    ) throws -> Bool {
        do {
            if case .account(let change) = change { return try change.carryOut(db) }
            result.deliveries += try change.carryOut(db)
            return db.changesCount > 0
        } catch var error as StoreError {
            error.change = index
            throw error
        }
    }
}

/// How the connection is set.
extension StoreWriter {
    /// Pages of the write-ahead log after which a commit also copies them into the main file: 16 MiB, so that
    /// this happens once in many commits.
    private static let checkpointPages = 4096
    /// What the log is cut to when a reader made it grow beyond.
    private static let longestLogBytes = 64 << 20
    private static let cacheKiB = 64 << 10

    private static var configuration: Configuration {
        var configuration = Configuration(label: "store writer")
        configuration.journalMode = .wal
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in try Schema.checkNotNewer(db) }  // before anything is written
        return configuration
    }

    /// Sets what is set per connection. GRDB sets the journal mode and `synchronous = NORMAL` before this.
    private static func prepare(_ db: Database) throws {
        try db.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = \(checkpointPages);
                PRAGMA journal_size_limit = \(longestLogBytes);
                PRAGMA cache_size = -\(cacheKiB);
                """)
    }

    /// For tests of this target: runs `body` on the connection, outside of a transaction.
    func withConnection<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try queue.writeWithoutTransaction(body)
    }
}
