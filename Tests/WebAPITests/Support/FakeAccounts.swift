import Credentials
import Jobs
import Synchronization

@testable import WebAPI

/// Users, keys and sessions in memory.
final class FakeAccounts: AccountReading {
    private struct State {
        var accounts: [Account] = []
        var sessions: [ContentDigest: (user: UserName, expiresAt: Timestamp)] = [:]
        var keys: [ContentDigest: APIKey] = [:]
        var links: [ContentDigest: (user: UserName, until: Timestamp)] = [:]
    }

    static let shareKey = [UInt8](repeating: 7, count: 32)

    private let state = Mutex(State())

    /// A user, with the header of a request that is the user's.
    @discardableResult func add(
        _ name: String, role: Role = .user, password: String? = nil, webhook: Webhook? = nil
    ) -> [String: String] {
        let account = Account(
            name: UserName(name) ?? .guest, role: role,
            passwordHash: password.flatMap { Password($0) }.flatMap { PasswordHash(of: $0) }?.text,
            webhook: webhook, createdAt: FakeBackend.now)
        let secret = SecretToken()
        let key = APIKey(
            id: APIKey.ID(number: UInt64(name.utf8.count)), user: account.name, name: "test",
            createdAt: FakeBackend.now, lastUsedAt: FakeBackend.now)
        state.withLock {
            $0.accounts.append(account)
            $0.keys[secret.digest] = key
        }
        return ["HTTP_AUTHORIZATION": "Bearer \(secret.keyText)"]
    }

    /// The cookie of a session of the user that ends so many seconds from now.
    func signIn(_ name: String, seconds: Int64 = 60) -> String {
        let token = SecretToken()
        let end = Timestamp(milliseconds: FakeBackend.now.milliseconds + 1000 * seconds)
        state.withLock { $0.sessions[token.digest] = (UserName(name) ?? .guest, end) }
        return "\(SessionCookie.name)=\(token.text)"
    }

    func offer(_ link: SecretToken, to name: String, seconds: Int64 = 60) {
        let end = Timestamp(milliseconds: FakeBackend.now.milliseconds + 1000 * seconds)
        state.withLock { $0.links[link.digest] = (UserName(name) ?? .guest, end) }
    }

    func change(_ name: String, _ body: (inout Account) -> Void) {
        state.withLock { state in
            for index in state.accounts.indices where state.accounts[index].name.text == name {
                body(&state.accounts[index])
            }
        }
    }

    /// As if the keys had last been used so long ago.
    func age(keysOf name: String, seconds: Int64?) {
        state.withLock { state in
            for digest in state.keys.keys where state.keys[digest]?.user.text == name {
                state.keys[digest]?.lastUsedAt = seconds.map {
                    Timestamp(milliseconds: FakeBackend.now.milliseconds - 1000 * $0)
                }
            }
        }
    }

    func account(_ user: UserName) -> Account? {
        state.withLock { state in state.accounts.first { $0.name == user } }
    }

    func accounts() -> [Account] { state.withLock(\.accounts) }

    func account(
        withSession digest: ContentDigest, at time: Timestamp
    ) -> (account: Account, expiresAt: Timestamp)? {
        guard let session = state.withLock({ $0.sessions[digest] }), session.expiresAt > time,
            let account = account(session.user)
        else { return nil }
        return (account, session.expiresAt)
    }

    func account(withKey digest: ContentDigest) -> (account: Account, key: APIKey)? {
        guard let key = state.withLock({ $0.keys[digest] }), let account = account(key.user) else {
            return nil
        }
        return (account, key)
    }

    func user(withLink digest: ContentDigest, at time: Timestamp) -> UserName? {
        guard let link = state.withLock({ $0.links[digest] }), link.until > time else { return nil }
        return link.user
    }

    func keys(of user: UserName) -> [APIKey] {
        state.withLock { state in state.keys.values.filter { $0.user == user } }
    }

    func key(_ id: APIKey.ID) -> APIKey? {
        state.withLock { state in state.keys.values.first { $0.id == id } }
    }

    func shareKey() -> [UInt8] { Self.shareKey }
}
