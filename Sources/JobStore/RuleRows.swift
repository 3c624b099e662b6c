import Foundation
import GRDB
import Jobs

/// The queries of rules and of what they bound.
enum RuleRows {
    static func rules(_ db: Database) throws -> StoredRules? {
        let statement = try db.cachedStatement(sql: "SELECT document, file FROM rules")
        return try Row.fetchOne(statement).map { row in
            StoredRules(
                document: row[0], file: (row[1] as Data?).flatMap { ContentDigest(bytes: $0) })
        }
    }

    static func keep(_ rules: StoredRules, _ db: Database) throws {
        try db.cachedStatement(sql: keepSQL).execute(arguments: [
            rules.document, rules.file.map { Data($0.bytes) },
        ])
    }

    static func use(of user: UserName, day: Int64, _ db: Database) throws -> DayUse? {
        let statement = try db.cachedStatement(sql: "\(selectSQL) AND user = ?")
        return try Row.fetchOne(statement, arguments: [day, user.text]).map(use)
    }

    static func uses(day: Int64, _ db: Database) throws -> [UserName: DayUse] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: selectSQL), arguments: [day])
        var uses: [UserName: DayUse] = [:]
        while let row = try rows.next() {
            if let user = UserName(row[3]) { uses[user] = use(row) }
        }
        return uses
    }

    static func record(_ uses: [UserName: DayUse], day: Int64, _ db: Database) throws {
        try db.cachedStatement(sql: "DELETE FROM uses WHERE day < ?").execute(arguments: [day])
        let statement = try db.cachedStatement(sql: recordSQL)
        for (user, use) in uses {
            try statement.execute(arguments: [
                day, user.text, use.heldMilliseconds, use.predictedMilliseconds, use.pixels,
            ])
        }
    }

    private static func use(_ row: Row) -> DayUse {
        DayUse(heldMilliseconds: row[0], predictedMilliseconds: row[1], pixels: row[2])
    }

    private static let selectSQL = "SELECT held_ms, predicted_ms, pixels, user FROM uses WHERE day = ?"

    private static let keepSQL = """
        INSERT INTO rules (only, document, file) VALUES (1, ?, ?)
        ON CONFLICT (only) DO UPDATE SET document = excluded.document, file = excluded.file
        """

    private static let recordSQL = """
        INSERT INTO uses (day, user, held_ms, predicted_ms, pixels) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (day, user) DO UPDATE SET held_ms = excluded.held_ms, predicted_ms = excluded.predicted_ms,
            pixels = excluded.pixels
        """
}
