import GRDB
import Jobs

extension JobFilter {
    /// What is added to the condition of a list of `user`'s jobs, with the values of its parameters from `?4` on; nothing
    /// for a filter that takes every job.
    func condition(of user: UserName) -> (sql: String, arguments: StatementArguments) {
        var (sql, arguments) = ("", StatementArguments())
        if !states.isEmpty { sql += " AND state IN (\(Self.list(states.map(\.rawValue))))" }
        if !kinds.isEmpty { sql += " AND kind IN (\(Self.list(kinds.map(\.rawValue))))" }
        if let words, words.isEmpty { sql += " AND FALSE" }
        if let words, !words.isEmpty {
            sql += " AND sequence IN (SELECT rowid FROM texts WHERE texts MATCH ?4)"
            arguments = [TextRows.expression(words, of: user)]
        }
        return (sql, arguments)
    }

    /// Words of ours, in one order so that equal conditions are one statement.
    private static func list(_ words: [String]) -> String {
        words.sorted().map { "'\($0)'" }.joined(separator: ", ")
    }
}
