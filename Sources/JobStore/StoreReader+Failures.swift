import GRDB
package import Jobs

/// What admins look at.
extension StoreReader {
    /// The jobs of all users that failed since `moment`, counted by code; the most frequent first, equals by code.
    /// - Throws: `StoreError`.
    /// - Complexity: O(failures since `moment`), read from an index.
    package func failures(since moment: Timestamp) throws(StoreError) -> [FailureCount] {
        try reading { db in
            let statement = try db.cachedStatement(sql: Self.failuresSQL)
            return try Row.fetchAll(statement, arguments: [moment.milliseconds]).map { row in
                FailureCount(
                    code: Problem.Code(rawValue: row[0]), count: row[1], last: Timestamp(milliseconds: row[2])
                )
            }
        }
    }

    static let failuresSQL = """
        SELECT problem_code, count(*), max(ended_at) FROM jobs INDEXED BY jobs_failed
        WHERE problem_code IS NOT NULL AND ended_at >= ? GROUP BY problem_code ORDER BY count(*) DESC, problem_code
        """
}
