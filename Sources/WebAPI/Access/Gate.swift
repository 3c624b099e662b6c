import Credentials
import Documents
import Jobs

/// Lets a request in to a route, or not, and finds out who asks.
struct Gate: Sendable {
    /// A key's last use is noted this often.
    private static let usePeriodMilliseconds: Int64 = 60_000

    let backend: Backend

    /// Who asks.
    /// - Throws: `Problem` with `.unauthenticated`, `.forbidden`, `.foreignWrite` or `.serviceUnavailable`.
    func admit(_ request: Request, to access: Access) throws(Problem) -> Caller {
        guard backend.asksWho else { return .trusted(cookie: request.cookie) }
        guard access != .anyone else { return .nobody }
        let caller = try caller(of: request)
        switch access {
        case .anyone, .link: return caller
        case .user, .owner:
            guard !caller.isNobody else { throw .unauthenticated }
        case .admin:
            guard !caller.isNobody else { throw .unauthenticated }
            guard caller.isAdmin else { throw Problem(.forbidden, "Only an admin may do this.") }
        }
        if case .session = caller.means { try ForeignWrite.check(request) }
        return caller
    }

    /// A key that does not count is no sign-in; neither is a session, and then its browser has to sign in again.
    private func caller(of request: Request) throws(Problem) -> Caller {
        if let authorization = request.headers.authorization {
            guard let caller = try caller(withKey: authorization, thread: request.thread) else {
                throw .unauthenticated
            }
            return caller
        }
        guard let token = SessionCookie.token(in: request.cookie) else { return .nobody }
        let found = try backend.accounts.account(withSession: token.digest, at: backend.now())
        return found.map { .known($0.account, .session(token.digest, until: $0.expiresAt)) } ?? .nobody
    }

    private func caller(withKey authorization: String, thread: Int) throws(Problem) -> Caller? {
        let words = authorization.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bearer",
            let token = SecretToken(key: String(words[1])),
            let found = try backend.accounts.account(withKey: token.digest)
        else { return nil }
        noteUse(of: found.key, thread: thread)
        return .known(found.account, .key)
    }

    /// Nobody waits for a supervisor that is not there to take note.
    private func noteUse(of key: APIKey, thread: Int) {
        let now = backend.now()
        if let last = key.lastUsedAt, now.milliseconds - last.milliseconds < Self.usePeriodMilliseconds {
            return
        }
        guard let beat = backend.activity.supervisorBeat(), beat < ShowHealth.longestSilence else { return }
        _ = backend.commands.send(.account(.useKey(key.id, at: now)), thread: thread)
    }
}
