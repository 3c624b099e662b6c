import Foundation
import GRDB
import Jobs

/// The queries of users, keys and sessions.
enum AccountRows {
    static func account(_ user: UserName, _ db: Database) throws -> Account? {
        try account(db, "WHERE users.name = ?", [user.text])
    }

    static func account(withSession digest: ContentDigest, at time: Timestamp, _ db: Database) throws -> (
        account: Account, expiresAt: Timestamp
    )? {
        let statement = try db.cachedStatement(sql: sessionSQL)
        let row = try Row.fetchOne(statement, arguments: [Data(digest.bytes), time.milliseconds])
        guard let row else { return nil }
        return (try Account(row: row), Timestamp(milliseconds: row[columnCount]))
    }

    static func account(withKey digest: ContentDigest, _ db: Database) throws -> (
        account: Account, key: APIKey
    )? {
        let row = try Row.fetchOne(db.cachedStatement(sql: keySQL), arguments: [Data(digest.bytes)])
        guard let row else { return nil }
        let account = try Account(row: row)
        return (account, APIKey(row: row, from: columnCount, user: account.name))
    }

    static func user(withLink digest: ContentDigest, at time: Timestamp, _ db: Database) throws -> UserName? {
        let statement = try db.cachedStatement(sql: linkSQL)
        let name = try String.fetchOne(statement, arguments: [Data(digest.bytes), time.milliseconds])
        return name.flatMap { UserName($0) }
    }

    static func accounts(_ db: Database) throws -> [Account] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: "\(selectSQL) FROM users ORDER BY name"))
        var accounts: [Account] = []
        while let row = try rows.next() { accounts.append(try Account(row: row)) }
        return accounts
    }

    static func keys(of user: UserName, _ db: Database) throws -> [APIKey] {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: keysSQL), arguments: [user.text])
        var keys: [APIKey] = []
        while let row = try rows.next() { keys.append(APIKey(row: row, from: 0, user: user)) }
        return keys
    }

    static func weights(_ db: Database) throws -> [UserName: Weight] {
        let rows = try Row.fetchCursor(db, sql: "SELECT name, weight FROM users WHERE weight IS NOT NULL")
        var weights: [UserName: Weight] = [:]
        while let row = try rows.next() {
            if let weight = Weight(row[1]) { weights[try row.text(0) { UserName($0) }] = weight }
        }
        return weights
    }

    static func key(_ id: APIKey.ID, _ db: Database) throws -> APIKey? {
        let row = try Row.fetchOne(
            db.cachedStatement(sql: "\(keyColumnsSQL), user FROM api_keys WHERE id = ?"),
            arguments: [Int64(bitPattern: id.number)])
        return try row.map { APIKey(row: $0, from: 0, user: try $0.text(4) { UserName($0) }) }
    }

    static func hasAdmin(_ db: Database) throws -> Bool {
        let statement = try db.cachedStatement(sql: "SELECT 1 FROM users WHERE role = ? LIMIT 1")
        return try Int.fetchOne(statement, arguments: [Role.admin.rawValue]) != nil
    }

    static func shareKey(_ db: Database) throws -> [UInt8] {
        let statement = try db.cachedStatement(sql: "SELECT key FROM secrets WHERE name = 'share'")
        return try Data.fetchOne(statement).map { Array($0) } ?? []
    }

    private static func account(
        _ db: Database, _ condition: String, _ arguments: StatementArguments
    ) throws -> Account? {
        let statement = try db.cachedStatement(sql: "\(selectSQL) FROM users \(condition)")
        return try Row.fetchOne(statement, arguments: arguments).map { try Account(row: $0) }
    }

    private static let selectSQL = """
        SELECT users.name, role, password, weight, webhook, webhook_secret, users.created_at
        """
    private static let columnCount = 7

    private static let sessionSQL = """
        \(selectSQL), expires_at FROM sessions JOIN users ON users.name = sessions.user
        WHERE digest = ? AND expires_at > ?
        """

    private static let keySQL = """
        \(selectSQL), id, api_keys.name, api_keys.created_at, last_used_at
        FROM api_keys JOIN users ON users.name = api_keys.user WHERE digest = ?
        """

    private static let keysSQL = """
        \(keyColumnsSQL) FROM api_keys WHERE user = ? ORDER BY created_at, id
        """

    private static let keyColumnsSQL = "SELECT id, name, created_at, last_used_at"

    private static let linkSQL = "SELECT user FROM sign_in_links WHERE digest = ? AND expires_at > ?"
}

extension Account {
    /// The account of a row in the order of columns of `AccountRows`.
    /// - Throws: `StoreError` with `.malformedRow`.
    fileprivate init(row: Row) throws {
        let weight: Double? = row[3]
        let webhook: String? = row[4]
        self.init(
            name: try row.text(0) { UserName($0) }, role: try row.text(1) { Role(rawValue: $0) },
            passwordHash: row[2], weight: weight.flatMap { Weight($0) },
            webhook: webhook.flatMap { Webhook($0) },
            webhookSecret: row[5], createdAt: Timestamp(milliseconds: row[6]))
    }
}

extension APIKey {
    /// The key in the columns id, name, creation and last use of a row, from `column` on.
    fileprivate init(row: Row, from column: Int, user: UserName) {
        let number: Int64 = row[column]
        self.init(
            id: ID(number: UInt64(bitPattern: number)), user: user, name: row[column + 1],
            createdAt: Timestamp(milliseconds: row[column + 2]), lastUsedAt: row.time(column + 3))
    }
}
