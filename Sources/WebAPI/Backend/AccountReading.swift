import Jobs

/// Users, keys and sessions as the store remembers them. Every method throws `.serviceUnavailable` when it cannot be
/// read.
protocol AccountReading: Sendable {
    /// Nil when there is no such user.
    func account(_ user: UserName) throws(Problem) -> Account?
    /// By name.
    func accounts() throws(Problem) -> [Account]
    /// Whose session it is, and until when; nil for none at `time`.
    func account(
        withSession digest: ContentDigest, at time: Timestamp
    ) throws(Problem) -> (account: Account, expiresAt: Timestamp)?
    /// Whose key it is; nil for none.
    func account(withKey digest: ContentDigest) throws(Problem) -> (account: Account, key: APIKey)?
    /// As whom the sign-in link lets sign in; nil for none at `time`.
    func user(withLink digest: ContentDigest, at time: Timestamp) throws(Problem) -> UserName?
    /// Oldest first.
    func keys(of user: UserName) throws(Problem) -> [APIKey]
    /// Nil when there is no such key.
    func key(_ id: APIKey.ID) throws(Problem) -> APIKey?
    /// What signs shared links.
    func shareKey() throws(Problem) -> [UInt8]
}
