import JobStore
import Jobs

/// Reads users, keys and sessions from the store.
struct StoredAccounts: AccountReading {
    let store: OpenedStore

    func account(_ user: UserName) throws(Problem) -> Account? {
        try store.reading { reader throws(StoreError) in try reader.account(user) }
    }

    func accounts() throws(Problem) -> [Account] {
        try store.reading { reader throws(StoreError) in try reader.accounts() }
    }

    func account(
        withSession digest: ContentDigest, at time: Timestamp
    ) throws(Problem) -> (account: Account, expiresAt: Timestamp)? {
        try store.reading { reader throws(StoreError) in try reader.account(withSession: digest, at: time) }
    }

    func account(withKey digest: ContentDigest) throws(Problem) -> (account: Account, key: APIKey)? {
        try store.reading { reader throws(StoreError) in try reader.account(withKey: digest) }
    }

    func user(withLink digest: ContentDigest, at time: Timestamp) throws(Problem) -> UserName? {
        try store.reading { reader throws(StoreError) in try reader.user(withLink: digest, at: time) }
    }

    func keys(of user: UserName) throws(Problem) -> [APIKey] {
        try store.reading { reader throws(StoreError) in try reader.keys(of: user) }
    }

    func key(_ id: APIKey.ID) throws(Problem) -> APIKey? {
        try store.reading { reader throws(StoreError) in try reader.key(id) }
    }

    func shareKey() throws(Problem) -> [UInt8] {
        try store.reading { reader throws(StoreError) in try reader.shareKey() }
    }
}
