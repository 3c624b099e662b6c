import Foundation
import GRDB
import Jobs

/// The queries, the same for writer and reader.
enum JobRows {
    static func job(_ id: JobID, _ db: Database) throws -> Job? {
        try jobs(db, "WHERE id = ?", [Data(id.bytes)]).first
    }

    /// The job of `user` that has the key.
    static func job(keyed key: ContentDigest, of user: UserName, _ db: Database) throws -> Job? {
        try jobs(db, byKeySQL, [user.text, Data(key.bytes)]).first
    }

    static func contains(_ id: JobID, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM jobs WHERE id = ?")
        return try Int.fetchOne(statement, arguments: [Data(id.bytes)]) != nil
    }

    static func unsettled(_ db: Database) throws -> [Job] {
        try jobs(db, unsettledSQL, [])
    }

    static func jobs(
        of user: UserName, limit: Int, before sequence: Int64?, _ db: Database
    ) throws -> [Job] {
        try jobs(db, listSQL, [user.text, sequence ?? Int64.max, max(0, limit)])
    }

    static func attempts(of id: JobID, _ db: Database) throws -> [Attempt] {
        let statement = try db.cachedStatement(sql: attemptsSQL)
        let rows = try Row.fetchCursor(statement, arguments: [Data(id.bytes)])
        return try rows.collect(Attempt.init(row:))
    }

    private static func jobs(_ db: Database, _ condition: String, _ arguments: StatementArguments) throws
        -> [Job]
    {
        let statement = try db.cachedStatement(sql: "\(selectSQL) \(condition)")
        return try Row.fetchCursor(statement, arguments: arguments).collect(Job.init(row:))
    }
}

/// The statements. The order of the columns is that in which `Job.init(row:)` and `Attempt.init(row:)` read them.
extension JobRows {
    static let selectSQL = """
        SELECT sequence, id, user, kind, options, image_format, image_bytes, image_width, image_height, file_name,
            submitted_at, state, attempts, started_at, ended_at, problem_code, problem_detail, result, files,
            due_at, digest, request_key, fingerprint, client_id
        FROM jobs
        """

    static let unsettledSQL = "INDEXED BY jobs_unsettled WHERE ended_at IS NULL ORDER BY sequence"

    static let listSQL = "WHERE user = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?"

    static let byKeySQL = "WHERE user = ? AND request_key = ?"

    private static let attemptsSQL = """
        SELECT number, attempts.started_at, attempts.ended_at, end, cpu_ms, peak_memory_kib
        FROM jobs JOIN attempts ON job = sequence WHERE id = ? ORDER BY number
        """
}

extension RowCursor {
    fileprivate func collect<Value>(_ make: (Row) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        while let row = try next() { values.append(try make(row)) }
        return values
    }
}
