import Foundation
import GRDB
import Jobs

extension AccountChange {
    /// Carries the change out inside a transaction.
    /// - Returns: whether it changed anything.
    func carryOut(_ db: Database) throws -> Bool {
        switch self {
        case .add(let account): return try Self.add(account, db)
        case .remove(let user):
            guard try Self.run(Self.removeSQL, [user.text], db) else { return false }
            return try Self.run(Self.rememberSQL, [user.text], db)
        case .setRole(let user, let role):
            return try Self.run(Self.setRoleSQL, [user.text, role.rawValue], db)
        case .setPassword(let user, let hash, let session):
            try Self.run(Self.endOthersSQL, [user.text, session.map { Data($0.bytes) }], db)
            return try Self.run(Self.setPasswordSQL, [user.text, hash], db)
        case .setWeight(let user, let weight):
            return try Self.run(
                "UPDATE users SET weight = ?2 WHERE name = ?1", [user.text, weight?.value], db)
        case .setWebhook(let user, let webhook):
            return try Self.run(
                "UPDATE users SET webhook = ?2 WHERE name = ?1", [user.text, webhook?.url], db)
        case .setWebhookSecret(let user, let secret):
            return try Self.run(
                "UPDATE users SET webhook_secret = ?2 WHERE name = ?1", [user.text, secret], db)
        case .addKey(let key, let digest):
            return try Self.run(
                Self.addKeySQL,
                [
                    Int64(bitPattern: key.id.number), Data(digest.bytes), key.user.text, key.name,
                    key.createdAt.milliseconds,
                ], db)
        case .revokeKey(let id, let user):
            return try Self.run(Self.revokeKeySQL, [Int64(bitPattern: id.number), user.text], db)
        case .useKey(let id, let time):
            return try Self.run(Self.useKeySQL, [Int64(bitPattern: id.number), time.milliseconds], db)
        case .begin(let session, let before):
            if let before { try Self.run(Self.endSQL, [Data(before.bytes)], db) }
            return try Self.begin(session, db)
        case .end(let digest, let user):
            return try Self.run("\(Self.endSQL) AND user = ?", [Data(digest.bytes), user.text], db)
        case .offerLink(let digest, let user, let time):
            return try Self.run(
                "INSERT INTO sign_in_links (digest, user, expires_at) VALUES (?, ?, ?)",
                [Data(digest.bytes), user.text, time.milliseconds], db)
        case .redeemLink(let digest, let session): return try Self.redeem(digest, session, db)
        }
    }

    private static func add(_ account: Account, _ db: Database) throws -> Bool {
        let isAdded = try run(
            addSQL,
            [
                account.name.text, account.role.rawValue, account.passwordHash, account.weight?.value,
                account.webhook?.url, account.webhookSecret, account.createdAt.milliseconds,
            ], db)
        if isAdded { try run("DELETE FROM removed_users WHERE name = ?", [account.name.text], db) }
        return isAdded
    }

    /// Sessions whose time is over go with each that begins, so that no more are there than were ever alive at once.
    private static func begin(_ session: Session, _ db: Database) throws -> Bool {
        try run("DELETE FROM sessions WHERE expires_at <= ?", [session.createdAt.milliseconds], db)
        let hasBegun = try run(
            beginSQL,
            [
                Data(session.digest.bytes), session.user.text, session.createdAt.milliseconds,
                session.expiresAt.milliseconds,
            ], db)
        try run(endOldestSQL, [session.user.text, Session.mostOfOneUser], db)
        return hasBegun
    }

    private static func redeem(_ digest: ContentDigest, _ session: Session, _ db: Database) throws -> Bool {
        let link: StatementArguments = [
            Data(digest.bytes), session.user.text, session.createdAt.milliseconds,
        ]
        guard try run(redeemSQL, link, db) else { return false }
        _ = try add(Account(name: session.user, role: .admin, createdAt: session.createdAt), db)
        return try begin(session, db)
    }

    /// - Returns: whether any row changed.
    @discardableResult private static func run(
        _ sql: String, _ arguments: StatementArguments, _ db: Database
    ) throws -> Bool {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
        return db.changesCount > 0
    }
}

/// The statements.
extension AccountChange {
    private static let addSQL = """
        INSERT INTO users (name, role, password, weight, webhook, webhook_secret, created_at)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS (SELECT 1 FROM removed_users WHERE name = ?1)
            OR NOT EXISTS (SELECT 1 FROM jobs WHERE user = ?1)
        ON CONFLICT DO NOTHING
        """

    /// The condition that an admin is left when the user `?1` is none any more.
    private static let leavesAnAdmin = """
        (role <> '\(Role.admin.rawValue)'
            OR EXISTS (SELECT 1 FROM users WHERE name <> ?1 AND role = '\(Role.admin.rawValue)'))
        """

    private static let removeSQL = "DELETE FROM users WHERE name = ?1 AND \(leavesAnAdmin)"

    private static let rememberSQL = "INSERT OR REPLACE INTO removed_users (name) VALUES (?1)"

    private static let setRoleSQL = """
        UPDATE users SET role = ?2
        WHERE name = ?1 AND (?2 = '\(Role.admin.rawValue)' OR \(leavesAnAdmin))
        """

    private static let setPasswordSQL = "UPDATE users SET password = ?2 WHERE name = ?1"

    private static let addKeySQL = """
        INSERT INTO api_keys (id, digest, user, name, created_at)
        SELECT ?1, ?2, ?3, ?4, ?5 WHERE EXISTS (SELECT 1 FROM users WHERE name = ?3)
        ON CONFLICT DO NOTHING
        """

    private static let revokeKeySQL = "DELETE FROM api_keys WHERE id = ? AND user = ?"

    private static let useKeySQL = """
        UPDATE api_keys SET last_used_at = ?2 WHERE id = ?1 AND (last_used_at IS NULL OR last_used_at < ?2)
        """

    private static let beginSQL = """
        INSERT INTO sessions (digest, user, created_at, expires_at)
        SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM users WHERE name = ?2)
        ON CONFLICT DO NOTHING
        """

    private static let endSQL = "DELETE FROM sessions WHERE digest = ?"

    private static let endOthersSQL = "DELETE FROM sessions WHERE user = ?1 AND digest IS NOT ?2"

    private static let endOldestSQL = """
        DELETE FROM sessions WHERE digest IN
            (SELECT digest FROM sessions WHERE user = ?1 ORDER BY created_at DESC LIMIT -1 OFFSET ?2)
        """

    private static let redeemSQL =
        "DELETE FROM sign_in_links WHERE digest = ?1 AND user = ?2 AND expires_at > ?3"
}
