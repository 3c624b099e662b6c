import Credentials
import Jobs
import Testing

@testable import WebAPI

@Suite("Signing in and out")
struct SignInTests {
    private let backend: FakeBackend

    init() {
        var backend = FakeBackend()
        backend.asksWho = true
        backend.accounts.add("ann", password: "correct horse")
        backend.accounts.add("robot")
        self.backend = backend
    }

    private func signIn(
        _ body: String, cookie: String? = nil, headers: [String: String] = [:]
    ) -> Response {
        backend.respond(
            "POST", "/api/session", cookie: cookie, headers: headers, body: FakeBody(Array(body.utf8)))
    }

    private func signIn(_ user: String, _ password: String) -> Response {
        signIn(#"{"user":"\#(user)","password":"\#(password)"}"#)
    }

    private var begun: [(session: Session, replaced: ContentDigest?)] {
        backend.commands.changes.compactMap {
            if case .account(.begin(let session, let before)) = $0 { (session, before) } else { nil }
        }
    }

    @Test("who knows the password gets a cookie that scripts do not see, and the store its digest")
    func signsIn() throws {
        let response = signIn("ann", "correct horse")
        #expect(response.status == 201)
        #expect(response.json["user"] as? String == "ann" && response.json["role"] as? String == "user")
        let cookie = try #require(response.header("Set-Cookie"))
        #expect(cookie.hasSuffix("; Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax"))
        let token = try #require(SessionCookie.token(in: cookie))
        let session = try #require(begun.first?.session)
        #expect(session.digest == token.digest && begun.first?.replaced == nil)
        #expect(session.expiresAt.milliseconds - session.createdAt.milliseconds == 1_209_600_000)
        #expect(!response.text.contains(token.text))
    }

    @Test("each sign-in begins another session and ends the browser's own from before")
    func rotates() throws {
        let before = SecretToken()
        for _ in 0..<2 {
            _ = signIn(
                #"{"user":"ann","password":"correct horse"}"#, cookie: "\(SessionCookie.name)=\(before.text)")
        }
        #expect(begun.map(\.replaced) == [before.digest, before.digest])
        #expect(Set(begun.map(\.session.digest)).count == 2)
    }

    @Test("behind TLS the cookie is never sent without it")
    func secure() {
        for headers in [["REQUEST_SCHEME": "https"], ["HTTP_X_FORWARDED_PROTO": "https"]] {
            let response = signIn(#"{"user":"ann","password":"correct horse"}"#, headers: headers)
            #expect(response.header("Set-Cookie")?.hasSuffix("; Secure") == true)
        }
    }

    @Test(
        "a wrong password, an unknown user and one without a password get the same answer",
        arguments: [
            ("ann", "correct horsf"), ("ann", ""), ("nobody", "correct horse"), ("robot", ""),
            ("robot", "$y$"),
            ("a/b", "correct horse"), (String(repeating: "x", count: 10_240), "correct horse"),
        ])
    func wrong(user: String, password: String) {
        let response = signIn(user, password)
        #expect(response.status == 401 && response.code == "wrong_credentials")
        #expect(response.header("Set-Cookie") == nil)
        #expect(response.json["detail"] as? String == signIn("nobody", "x").json["detail"] as? String)
        #expect(begun.isEmpty)
    }

    @Test("a name with control characters is refused")
    func controlCharacters() {
        #expect(signIn(#"{"user":"a\u0000b\n","password":"correct horse"}"#).code == "wrong_credentials")
        #expect(backend.commands.changes.isEmpty)
    }

    @Test("the supervisor is asked before a password is looked at, and its no is final")
    func throttled() {
        backend.commands.answer(.verdict(.throttled))
        let response = signIn("ann", "correct horse")
        #expect(response.status == 429 && response.code == "sign_in_throttled")
        #expect(response.header("Retry-After") == "10")
        #expect(begun.isEmpty)
        backend.commands.answer(.unavailable)
        #expect(signIn("ann", "correct horse").status == 503)
        #expect(
            backend.commands.changes == [
                .trySignIn(SignInAttempt(user: UserName("ann") ?? .guest, address: "")),
                .trySignIn(SignInAttempt(user: UserName("ann") ?? .guest, address: "")),
            ])
    }

    @Test(
        "what is no sign-in is refused",
        arguments: [
            ("", "empty_body"), ("[]", "malformed_body"), ("{", "malformed_body"), ("{}", "malformed_body"),
            (#"{"user":"ann"}"#, "malformed_body"), (#"{"user":1,"password":"x"}"#, "invalid_option"),
            (#"{"name":"ann","password":"x"}"#, "unknown_field"),
            ("{\"user\":\"" + String(repeating: "x", count: 20_000) + "\"}", "body_too_large"),
        ])
    func malformed(body: String, code: String) {
        #expect(signIn(body).code == code)
    }

    @Test("a page of another site signs nobody in", arguments: ["cross-site", "same-site"])
    func foreign(site: String) {
        let response = signIn(
            #"{"user":"ann","password":"correct horse"}"#, headers: ["HTTP_SEC_FETCH_SITE": site])
        #expect(response.code == "foreign_write")
        #expect(backend.commands.changes.isEmpty)
    }

    @Test("a link signs in once")
    func link() throws {
        let link = SecretToken()
        backend.accounts.offer(link, to: "ann")
        let response = signIn(#"{"link":"\#(link.text)"}"#)
        #expect(response.status == 201)
        guard case .account(.redeemLink(link.digest, let session)) = backend.commands.changes.first else {
            Issue.record("not redeemed")
            return
        }
        #expect(SessionCookie.token(in: response.header("Set-Cookie"))?.digest == session.digest)
        backend.commands.answer(.verdict(.refused))
        #expect(signIn(#"{"link":"\#(link.text)"}"#).code == "wrong_credentials")
    }

    @Test("a link whose time is over, or that is none, signs nobody in")
    func deadLinks() {
        let link = SecretToken()
        backend.accounts.offer(link, to: "ann", seconds: 0)
        for text in [link.text, SecretToken().text, "x", ""] {
            #expect(signIn(#"{"link":"\#(text)"}"#).code == "wrong_credentials")
        }
        #expect(backend.commands.changes.isEmpty)
    }

    @Test("signing out ends the session and takes the cookie away")
    func signOut() throws {
        let cookie = backend.accounts.signIn("ann")
        let response = backend.respond(
            "DELETE", "/api/session", cookie: cookie, headers: ["HTTP_SEC_FETCH_SITE": "same-origin"])
        #expect(response.status == 204)
        #expect(response.header("Set-Cookie")?.hasPrefix("platen_session=; Path=/; Max-Age=0;") == true)
        let digest = try #require(SessionCookie.token(in: cookie)).digest
        #expect(backend.commands.changes == [.account(.end(digest, of: try #require(UserName("ann"))))])
    }

    @Test("a service that asks nobody signs nobody in")
    func open() {
        let response = FakeBackend().respond(
            "POST", "/api/session", body: FakeBody(Array(#"{"user":"ann","password":"correct horse"}"#.utf8)))
        #expect(response.status == 409 && response.code == "sign_in_not_needed")
    }
}
