import Foundation
import GRDB
import Jobs

/// The queries, the same for writer and reader.
enum JobRows {
    static func job(_ id: JobID, _ db: Database) throws -> Job? {
        try rows(db, "WHERE id = ?", [Data(id.bytes)]).collect(Job.init(row:)).first
    }

    /// The job of `user` that has the key.
    static func job(keyed key: ContentDigest, of user: UserName, _ db: Database) throws -> Job? {
        try rows(db, byKeySQL, [user.text, Data(key.bytes)]).collect(Job.init(row:)).first
    }

    static func contains(_ id: JobID, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM jobs WHERE id = ?")
        return try Int.fetchOne(statement, arguments: [Data(id.bytes)]) != nil
    }

    /// - Returns: why rows could not be read.
    static func forEachUnsettled(_ db: Database, _ body: (Job) -> Void) throws -> [String] {
        try rows(db, unsettledSQL, []).forEachReadable(Job.init(row:), body)
    }

    static func unsettledCount(_ db: Database) throws -> Int {
        let sql = "SELECT count(*) FROM jobs INDEXED BY jobs_unsettled WHERE ended_at IS NULL"
        return try Int.fetchOne(db, sql: sql) ?? 0
    }

    /// All jobs in the order of acceptance.
    /// - Returns: why rows could not be read.
    static func forEach(_ db: Database, _ body: (Job) throws -> Void) throws -> [String] {
        try rows(db, "ORDER BY sequence", []).forEachReadable(Job.init(row:), body)
    }

    static func quarantine(_ db: Database) throws -> [QuarantineRecord] {
        let sql = "SELECT digest, kind, first_seen, deaths, last_end FROM quarantine ORDER BY first_seen"
        return try Row.fetchCursor(db, sql: sql).collectReadable(QuarantineRecord.init(row:)).values
    }

    /// Without rows that cannot be read: what they said is learned again.
    static func costs(_ db: Database) throws -> [LearnedCost] {
        let sql = "SELECT kind, size, count, centre, spread FROM costs ORDER BY kind, size"
        return try Row.fetchCursor(db, sql: sql).collectReadable(LearnedCost.init(row:)).values
    }

    static func jobs(
        of user: UserName, limit: Int, before sequence: Int64?, matching filter: JobFilter, _ db: Database
    ) throws -> [Job] {
        let limit = max(0, limit)
        let (condition, wanted) = filter.condition(of: user)
        var asked = limit
        while true {
            let page: StatementArguments = [user.text, sequence ?? Int64.max, asked]
            let (jobs, unreadable) = try rows(db, "\(listSQL) \(condition) \(newestFirstSQL)", page + wanted)
                .collectReadable(Job.init(row:))
            guard !unreadable.isEmpty, jobs.count < limit, jobs.count + unreadable.count == asked else {
                return Array(jobs.prefix(limit))
            }
            // A page that lacks what cannot be read would look like the last one.
            asked += unreadable.count
        }
    }

    static func attempts(of id: JobID, _ db: Database) throws -> [Attempt] {
        let statement = try db.cachedStatement(sql: attemptsSQL)
        let rows = try Row.fetchCursor(statement, arguments: [Data(id.bytes)])
        return try rows.collect(Attempt.init(row:))
    }

    private static func rows(_ db: Database, _ condition: String, _ arguments: StatementArguments) throws
        -> RowCursor
    {
        let statement = try db.cachedStatement(sql: "\(selectSQL) \(condition)")
        return try Row.fetchCursor(statement, arguments: arguments)
    }
}

/// The statements. The order of the columns is that in which `Job.init(row:)` and `Attempt.init(row:)` read them. The
/// last but three holds the ends of the attempts that count, looked up for the few unsettled jobs that have any.
extension JobRows {
    static let selectSQL = """
        SELECT sequence, id, user, kind, options, image_format, image_bytes, image_width, image_height, file_name,
            submitted_at, state, attempts, started_at, ended_at, problem_code, problem_detail, result, files,
            due_at, digest, request_key, fingerprint, client_id, deadline_at,
            CASE WHEN ended_at IS NULL AND attempts > 0 THEN (SELECT group_concat(end, ' ') FROM attempts
                WHERE job = sequence AND number > attempts_before) END,
            request_id, webhook, priority
        FROM jobs
        """

    static let unsettledSQL = "INDEXED BY jobs_unsettled WHERE ended_at IS NULL ORDER BY sequence"

    static let listSQL = "WHERE user = ?1 AND sequence < ?2"

    static let newestFirstSQL = "ORDER BY sequence DESC LIMIT ?3"

    static let byKeySQL = "WHERE user = ? AND request_key = ?"

    private static let attemptsSQL = """
        SELECT number, attempts.started_at, attempts.ended_at, end, cpu_ms, peak_memory_kib, stage, progress
        FROM jobs JOIN attempts ON job = sequence WHERE id = ? ORDER BY number
        """
}

extension RowCursor {
    fileprivate func collect<Value>(_ make: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        while let row = try next() { values.append(try make(row)) }
        return values
    }

    /// The same without the rows that cannot be read, of each of which it says why.
    fileprivate func collectReadable<Value>(
        _ make: (Row) throws -> Value
    ) throws -> (values: [Value], unreadable: [String]) {
        var values: [Value] = []
        let unreadable = try forEachReadable(make) { values.append($0) }
        return (values, unreadable)
    }

    fileprivate func forEachReadable<Value>(
        _ make: (Row) throws -> Value, _ body: (Value) throws -> Void
    ) throws -> [String] {
        var unreadable: [String] = []
        while let row = try next() {
            let value: Value
            do {
                value = try make(row)
            } catch let error as StoreError where error.code == .malformedRow {
                unreadable.append(error.privateDetail)
                continue
            }
            try body(value)
        }
        return unreadable
    }
}
