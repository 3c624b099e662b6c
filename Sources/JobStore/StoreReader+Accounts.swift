package import Jobs

/// Users, their keys and sessions.
extension StoreReader {
    /// Nil when there is no such user.
    /// - Throws: `StoreError`.
    package func account(_ user: UserName) throws(StoreError) -> Account? {
        try reading { db in try AccountRows.account(user, db) }
    }

    /// All users, by name.
    /// - Throws: `StoreError`.
    package func accounts() throws(StoreError) -> [Account] {
        try reading { db in try AccountRows.accounts(db) }
    }

    /// Whose session has the digest, and until when; nil when there is none at `time`.
    /// - Throws: `StoreError`.
    /// - Complexity: one look at each of two indexes.
    package func account(
        withSession digest: ContentDigest, at time: Timestamp
    ) throws(StoreError) -> (account: Account, expiresAt: Timestamp)? {
        try reading { db in try AccountRows.account(withSession: digest, at: time, db) }
    }

    /// Whose key has the digest, and the key; nil when there is none.
    /// - Throws: `StoreError`.
    /// - Complexity: one look at each of two indexes.
    package func account(
        withKey digest: ContentDigest
    ) throws(StoreError) -> (account: Account, key: APIKey)? {
        try reading { db in try AccountRows.account(withKey: digest, db) }
    }

    /// As whom the link with the digest lets sign in; nil for none at `time`.
    /// - Throws: `StoreError`.
    package func user(withLink digest: ContentDigest, at time: Timestamp) throws(StoreError) -> UserName? {
        try reading { db in try AccountRows.user(withLink: digest, at: time, db) }
    }

    /// The user's keys, oldest first.
    /// - Throws: `StoreError`.
    package func keys(of user: UserName) throws(StoreError) -> [APIKey] {
        try reading { db in try AccountRows.keys(of: user, db) }
    }

    /// Nil when there is no such key.
    /// - Throws: `StoreError`.
    package func key(_ id: APIKey.ID) throws(StoreError) -> APIKey? {
        try reading { db in try AccountRows.key(id, db) }
    }

    /// Whether there is an admin.
    /// - Throws: `StoreError`.
    package func hasAdmin() throws(StoreError) -> Bool {
        try reading { db in try AccountRows.hasAdmin(db) }
    }

    /// What signs shared links: 32 bytes.
    /// - Throws: `StoreError`.
    package func shareKey() throws(StoreError) -> [UInt8] {
        try reading { db in try AccountRows.shareKey(db) }
    }
}
