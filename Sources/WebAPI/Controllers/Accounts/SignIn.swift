import Credentials
import Jobs

/// `POST /api/session`: signs a person in, by name and password or by a link that counts once. Each sign-in begins a new
/// session; the browser's session from before ends.
struct SignIn: Controller {
    let backend: Backend

    func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
        guard backend.asksWho else { throw Self.notNeeded }
        try ForeignWrite.check(request, isProgramWelcome: true)
        let fields = try JSONFields(
            request, known: ["user", "password", "link"], example: #"{"user": "ann", "password": "…"}"#)
        let token = SecretToken()
        guard let link = try fields.text("link") else {
            guard let user = try fields.text("user"), let password = try fields.text("password") else {
                throw Problem(.malformedBody, "Send user and password, or link.")
            }
            return try begin(try account(user, password, request), token, request)
        }
        return try redeem(link, token, request)
    }

    /// Takes as long for a user who is not there as for a wrong password.
    private func account(
        _ text: String, _ password: String, _ request: Request
    ) throws(Problem) -> Account {
        guard let user = UserName(text), password.utf8.count <= Password.byteRange.upperBound else {
            throw Self.wrong
        }
        try backend.checkThrottle(user, request)
        guard let account = try backend.accounts.account(user), let hash = account.passwordHash else {
            PasswordHash.matchNothing(password)
            throw Self.wrong
        }
        guard PasswordHash(text: hash).matches(password) else { throw Self.wrong }
        return account
    }

    private func begin(
        _ account: Account, _ token: SecretToken, _ request: Request
    ) throws(Problem) -> Response {
        let session = session(token, of: account.name)
        let before = SessionCookie.token(in: request.cookie)?.digest
        guard try backend.carryOut(.begin(session, replacing: before), thread: request.thread) else {
            throw Self.wrong
        }
        return try answer(account, session, token, request)
    }

    private func redeem(_ text: String, _ token: SecretToken, _ request: Request) throws(Problem) -> Response
    {
        guard let link = SecretToken(text),
            let user = try backend.accounts.user(withLink: link.digest, at: backend.now())
        else { throw Self.usedUp }
        let session = session(token, of: user)
        guard try backend.carryOut(.redeemLink(link.digest, session), thread: request.thread),
            let account = try backend.accounts.account(user)
        else { throw Self.usedUp }
        return try answer(account, session, token, request)
    }

    private func session(_ token: SecretToken, of user: UserName) -> Session {
        let now = backend.now()
        let end = Timestamp(milliseconds: now.milliseconds + backend.sessionSeconds * 1000)
        return Session(digest: token.digest, user: user, createdAt: now, expiresAt: end)
    }

    private func answer(
        _ account: Account, _ session: Session, _ token: SecretToken, _ request: Request
    ) throws(Problem) -> Response {
        let caller = Caller.known(account, .session(session.digest, until: session.expiresAt))
        return try .json(status: 201, SessionDocument(caller, user: account.name))
            .adding("Location", "/api/session")
            .adding("Set-Cookie", SessionCookie.header(token, seconds: backend.sessionSeconds, for: request))
    }

    private static let wrong = Problem(
        .wrongCredentials,
        "There is no such user, or the password is another. Try again, or ask an admin for a new one.")
    private static let usedUp = Problem(
        .wrongCredentials,
        "This link is used up, or its time is over. Sign in by name and password; the operator can set one: "
            + "platen user passwd.")
    private static let notNeeded = Problem(
        .signInNotNeeded, "This service asks nobody to sign in (PLATEN_AUTH is open). Go on without.")
}
