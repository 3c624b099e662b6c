import Foundation
import GRDB
package import Jobs

/// Reads the store while the writer, in another process, changes it. May be used from many threads at once; each
/// call sees what was committed before it began.
package final class StoreReader: Sendable {
    private let connections: ReaderConnections

    /// Opens an existing store. At most `connections` threads read at once; more wait for their turn.
    /// - Throws: `StoreError`, with `.missing` when no writer has made the store yet, with `.newerSchema` when
    ///   a later version has, with `.olderSchema` when only an earlier one has.
    package init(path: String, connections: Int = 8) throws(StoreError) {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError(.missing, "there is no store at \(path)")
        }
        self.connections = try storing {
            let all = try ReaderConnections(count: connections) {
                try DatabaseQueue(path: path, configuration: Self.configuration)
            }
            try all.read { db in
                try Schema.checkNotNewer(db)
                try Schema.checkComplete(db)
            }
            return all
        }
    }

    private static var configuration: Configuration {
        var configuration = Configuration(label: "store reader")
        configuration.readonly = true
        configuration.busyMode = .timeout(5)
        return configuration
    }

    /// The job `id`; nil when there is none or it is not `user`'s. A nil user stands for any.
    /// - Throws: `StoreError`.
    package func job(_ id: JobID, of user: UserName?) throws(StoreError) -> Job? {
        let job = try reading { db in try JobRows.job(id, db) }
        guard let job, user == nil || job.submission.user == user else { return nil }
        return job
    }

    /// Those of `ids` that are jobs of the store.
    /// - Throws: `StoreError`.
    /// - Complexity: one look at an index an id.
    package func known(among ids: [JobID]) throws(StoreError) -> Set<JobID> {
        try reading { db in
            var known: Set<JobID> = []
            for id in ids where try JobRows.contains(id, db) { known.insert(id) }
            return known
        }
    }

    /// The job that `user` submitted with the key; nil when there is none.
    /// - Throws: `StoreError`.
    package func job(keyed key: ContentDigest, of user: UserName) throws(StoreError) -> Job? {
        try reading { db in try JobRows.job(keyed: key, of: user, db) }
    }

    /// The ended attempts of a job, first to last; none for an unknown job.
    /// - Throws: `StoreError`.
    package func attempts(of id: JobID) throws(StoreError) -> [Attempt] {
        try reading { db in try JobRows.attempts(of: id, db) }
    }

    /// At most `limit` jobs of `user`, newest first; with a `sequence` only jobs accepted before the job that
    /// has it. A page that goes on from the last sequence of the page before neither skips nor repeats a job,
    /// whatever is accepted meanwhile. A job whose row cannot be read is passed over.
    /// - Throws: `StoreError`.
    /// - Complexity: with a filter, all jobs of the user may be looked at to fill a page.
    package func jobs(
        of user: UserName, limit: Int, before sequence: Int64?, matching filter: JobFilter = JobFilter()
    ) throws(StoreError) -> [Job] {
        try reading { db in
            try JobRows.jobs(of: user, limit: limit, before: sequence, matching: filter, db)
        }
    }

    /// What surrounds `words` in the texts of those of `user`'s jobs, by their sequences, in whose texts they stand.
    /// - Throws: `StoreError`.
    package func excerpts(
        of sequences: [Int64], words: [String], user: UserName
    ) throws(StoreError) -> [Int64: Excerpt] {
        guard !words.isEmpty else { return [:] }
        return try reading { db in try TextRows.excerpts(of: sequences, words: words, user: user, db) }
    }

    /// The content that processors died of, oldest first.
    /// - Throws: `StoreError`.
    package func quarantine() throws(StoreError) -> [QuarantineRecord] {
        try reading { db in try JobRows.quarantine(db) }
    }

    /// Every query is one statement, which sees one state of the store by itself; a transaction around it would
    /// only cost.
    func reading<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try storing { try connections.read(body) }
    }

    /// Runs queries that all see the store as it is when this is called.
    func withSnapshot<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try reading { db in
            var value: Value?
            try db.inTransaction(.deferred) {
                // The first statement that reads is what settles the moment.
                _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema")
                value = try body(db)
                return .commit
            }
            guard let value else { throw StoreError(.failed, "the transaction was not carried out") }
            return value
        }
    }
}
