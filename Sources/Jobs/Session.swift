/// A person's time as a signed-in user of one browser. What the browser shows is known to it alone: the store has its
/// digest.
package struct Session: Hashable, Sendable {
    package var digest: ContentDigest
    package var user: UserName
    package var createdAt: Timestamp
    package var expiresAt: Timestamp

    package init(digest: ContentDigest, user: UserName, createdAt: Timestamp, expiresAt: Timestamp) {
        self.digest = digest
        self.user = user
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// Of one user; the oldest go first.
    package static let mostOfOneUser = 100
}
