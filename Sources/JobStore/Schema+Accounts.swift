import Foundation
import GRDB

extension Schema {
    /// Makes the tables of users, with the key that signs shared links.
    static func makeAccounts(_ db: Database) throws {
        try db.execute(sql: accounts)
        var generator = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        try db.execute(sql: "INSERT INTO secrets (name, key) VALUES ('share', ?)", arguments: [Data(key)])
    }

    /// `removed_users` remembers names whose jobs may be left, so that nobody else inherits them. Of keys, sessions and
    /// links only the SHA-256 digests are there.
    private static let accounts = """
        CREATE TABLE users (
            name TEXT NOT NULL PRIMARY KEY,
            role TEXT NOT NULL,
            password TEXT,
            weight REAL,
            webhook TEXT,
            webhook_secret TEXT,
            created_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE removed_users (name TEXT NOT NULL PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE api_keys (
            id INTEGER PRIMARY KEY,
            digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
            user TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
            name TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            last_used_at INTEGER
        ) STRICT;
        CREATE INDEX api_keys_by_user ON api_keys (user, created_at);
        CREATE TABLE sessions (
            digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
            user TEXT NOT NULL REFERENCES users (name) ON DELETE CASCADE,
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX sessions_by_user ON sessions (user, created_at);
        CREATE INDEX sessions_by_end ON sessions (expires_at);
        CREATE TABLE sign_in_links (
            digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
            user TEXT NOT NULL,
            expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE secrets (name TEXT NOT NULL PRIMARY KEY, key BLOB NOT NULL) STRICT, WITHOUT ROWID;
        ALTER TABLE gone ADD COLUMN user TEXT;
        """
}
