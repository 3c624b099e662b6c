import Credentials
import Documents
import Jobs

/// Users, and changes of them.
extension Backend {
    /// The account of whom a request is about; nil for one without, where the service asks nobody who they are.
    /// - Throws: `Problem` with `.unknownUser` or `.serviceUnavailable`.
    func account(of user: UserName, for caller: Caller) throws(Problem) -> Account? {
        if let own = caller.account, own.name == user { return own }
        let found = try accounts.account(user)
        guard found != nil || caller.isTrusted else { throw .unknownUser }
        return found
    }

    /// Has the supervisor carry `change` out.
    /// - Returns: whether it found what it was to change; it is durable then.
    /// - Throws: `Problem` with `.serviceUnavailable`.
    func carryOut(_ change: AccountChange, thread: Int) throws(Problem) -> Bool {
        switch commands.send(.account(change), thread: thread) {
        case .verdict(.accepted): return true
        case .verdict(.refused): return false
        case let reply: throw .undone(reply)
        }
    }

    /// Asks whether a password of the user may be tried now.
    /// - Throws: `Problem` with `.signInThrottled` or `.serviceUnavailable`.
    func checkThrottle(_ user: UserName, _ request: Request) throws(Problem) {
        let attempt = SignInAttempt(user: user, address: request.address)
        switch commands.send(.trySignIn(attempt), thread: request.thread) {
        case .verdict(.accepted): return
        case .verdict(.throttled):
            throw Problem(
                .signInThrottled, "Too many passwords were tried. Wait ten seconds, then try again.")
        case let reply: throw .undone(reply)
        }
    }

    /// - Throws: `Problem` with `.invalidPassword` or `.internalError`.
    func hash(ofNew password: String) throws(Problem) -> String {
        guard let password = Password(password) else {
            throw Problem(
                .invalidPassword,
                "A password has \(Password.byteRange.lowerBound) to \(Password.byteRange.upperBound) bytes.")
        }
        guard let hash = PasswordHash(of: password) else { throw .internalError("crypt: no hash") }
        return hash.text
    }
}

extension Problem {
    static let unknownUser = Problem(
        .unknownUser, "There is no such user. Look at the list of users, or add this one.")
}
