import Foundation
import GRDB
import Jobs

/// The queries of retention.
enum RetentionRows {
    static func ended(limit: Int, _ db: Database) throws -> [EndedJob] {
        let statement = try db.cachedStatement(sql: endedSQL)
        let rows = try Row.fetchCursor(statement, arguments: [limit])
        var jobs: [EndedJob] = []
        while let row = try rows.next() {
            guard let id = try row.withUnsafeData(atIndex: 0, { bytes in bytes.flatMap { JobID(bytes: $0) } })
            else { throw StoreError(.malformedRow, "no job id in row \(row)") }
            jobs.append(EndedJob(id: id, endedAt: Timestamp(milliseconds: row[1]), bytes: row[2]))
        }
        return jobs
    }

    static func volume(_ db: Database) throws -> Int64 {
        try volumeSQL.reduce(0) { sum, sql in try sum + (Int64.fetchOne(db.cachedStatement(sql: sql)) ?? 0) }
    }

    static func isGone(_ id: JobID, of user: UserName?, _ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: "SELECT 1 FROM gone WHERE id = ?1 AND (?2 IS NULL OR user = ?2)")
        return try Int.fetchOne(statement, arguments: [Data(id.bytes), user?.text]) != nil
    }

    static func gone(after count: Int, _ db: Database) throws -> JobID? {
        let statement = try db.cachedStatement(sql: "SELECT id FROM gone ORDER BY id DESC LIMIT 1 OFFSET ?")
        return try Data.fetchOne(statement, arguments: [count]).flatMap { JobID(bytes: $0) }
    }

    static let endedSQL = """
        SELECT id, ended_at, bytes FROM jobs INDEXED BY jobs_ended WHERE ended_at IS NOT NULL
        ORDER BY ended_at LIMIT ?
        """

    /// Of what has ended and of what has not, each from an index that holds nothing else.
    static let volumeSQL = [
        "SELECT sum(bytes) FROM jobs INDEXED BY jobs_ended WHERE ended_at IS NOT NULL",
        "SELECT sum(bytes) FROM jobs INDEXED BY jobs_unsettled WHERE ended_at IS NULL",
    ]
}
