import Credentials
import Jobs
import Testing

@testable import WebAPI

@Suite("Users and keys")
struct ManagingUsersTests {
    private let backend: FakeBackend
    private let ann: [String: String]
    private let admin: [String: String]
    private let name = UserName("ann") ?? .guest

    init() {
        var backend = FakeBackend()
        backend.asksWho = true
        ann = backend.accounts.add("ann", password: "correct horse")
        admin = backend.accounts.add("root", role: .admin)
        self.backend = backend
    }

    private func send(
        _ method: String, _ path: String, _ body: String, _ headers: [String: String]
    ) -> Response {
        backend.respond(method, path, headers: headers, body: FakeBody(Array(body.utf8)))
    }

    private var changes: [AccountChange] {
        backend.commands.changes.compactMap { if case .account(let change) = $0 { change } else { nil } }
    }

    @Test("a user is added with the password's hash alone")
    func adds() throws {
        let response = send(
            "POST", "/api/users", #"{"name":"bob","password":"battery staple","weight":2.5}"#, admin)
        #expect(response.status == 201)
        #expect(response.json["has_password"] as? Bool == true && response.json["weight"] as? Double == 2.5)
        #expect(!response.text.contains("$y$") && !response.text.contains("staple"))
        guard case .add(let account) = changes.first else {
            Issue.record("not added")
            return
        }
        #expect(account.name.text == "bob" && account.role == .user && account.weight == Weight(2.5))
        #expect(PasswordHash(text: try #require(account.passwordHash)).matches("battery staple"))
        backend.commands.answer(.verdict(.refused))
        #expect(send("POST", "/api/users", #"{"name":"bob"}"#, admin).code == "name_taken")
    }

    @Test(
        "what no user can be is refused",
        arguments: [
            (#"{}"#, "invalid_user"), (#"{"name":""}"#, "invalid_user"), (#"{"name":"a/b"}"#, "invalid_user"),
            (#"{"name":"../../etc"}"#, "invalid_user"), (#"{"name":"a\u0007"}"#, "invalid_user"),
            (#"{"name":"a\nb"}"#, "invalid_user"), (#"{"name":7}"#, "invalid_option"),
            ("{\"name\":\"" + String(repeating: "n", count: 10_240) + "\"}", "invalid_user"),
            (#"{"name":"bob","role":"root"}"#, "invalid_option"),
            (#"{"name":"bob","password":"short"}"#, "invalid_password"),
            (#"{"name":"bob","password":"with\u0000zero"}"#, "invalid_password"),
            (#"{"name":"bob","weight":0}"#, "invalid_option"),
            (#"{"name":"bob","weight":-1}"#, "invalid_option"),
            (#"{"name":"bob","weight":1e300}"#, "invalid_option"),
            (#"{"name":"bob","weight":"NaN"}"#, "invalid_option"),
            (#"{"name":"bob","weight":NaN}"#, "malformed_body"),
            (#"{"name":"bob","admin":true}"#, "unknown_field"),
        ])
    func refuses(body: String, code: String) {
        #expect(send("POST", "/api/users", body, admin).code == code)
        #expect(changes.isEmpty)
    }

    @Test("everything is checked before anything changes")
    func changesAll() {
        let bad = #"{"role":"admin","weight":3,"password":"short"}"#
        #expect(send("PATCH", "/api/users/ann", bad, admin).code == "invalid_password")
        #expect(changes.isEmpty)
        let good = #"{"role":"admin","weight":null,"webhook":"https://example.org/h","webhook_secret":null}"#
        #expect(send("PATCH", "/api/users/ann", good, admin).status == 200)
        #expect(
            changes == [
                .setRole(name, .admin), .setWeight(name, nil),
                .setWebhook(name, Webhook("https://example.org/h")), .setWebhookSecret(name, nil),
            ])
    }

    @Test("a user who is not there cannot be changed or removed", arguments: ["bob", "a%20b", "%00"])
    func unknown(text: String) {
        #expect(send("PATCH", "/api/users/\(text)", #"{"weight":2}"#, admin).code == "unknown_user")
        #expect(send("DELETE", "/api/users/\(text)", "", admin).code == "unknown_user")
    }

    @Test("the last admin stays")
    func lastAdmin() {
        backend.commands.answer(.verdict(.refused), .verdict(.refused))
        #expect(send("PATCH", "/api/users/root", #"{"role":"user"}"#, admin).code == "last_admin")
        #expect(send("DELETE", "/api/users/root", "", admin).code == "last_admin")
    }

    @Test("a password is changed by who knows the present one")
    func ownPassword() throws {
        let wish = { (present: String) in
            #"{"password":"battery staple"\#(present)}"#
        }
        #expect(send("PATCH", "/api/me", wish(""), ann).code == "wrong_password")
        #expect(send("PATCH", "/api/me", wish(#","current_password":"x""#), ann).code == "wrong_password")
        #expect(changes.isEmpty)
        let response = send("PATCH", "/api/me", wish(#","current_password":"correct horse""#), ann)
        #expect(response.status == 200)
        guard case .setPassword(name, let hash, nil) = changes.first else {
            Issue.record("not changed")
            return
        }
        #expect(PasswordHash(text: try #require(hash)).matches("battery staple"))
        backend.commands.answer(.verdict(.throttled))
        #expect(send("PATCH", "/api/me", wish(#","current_password":"correct horse""#), ann).status == 429)
    }

    @Test("the session that sets the password stays")
    func keepsSession() throws {
        let cookie = backend.accounts.signIn("ann")
        let response = backend.respond(
            "PATCH", "/api/me", cookie: cookie, headers: ["HTTP_SEC_FETCH_SITE": "same-origin"],
            body: FakeBody(Array(#"{"password":"battery staple","current_password":"correct horse"}"#.utf8)))
        #expect(response.status == 200)
        guard case .setPassword(name, _, let kept) = changes.first else {
            Issue.record("not changed")
            return
        }
        #expect(kept == SessionCookie.token(in: cookie)?.digest)
    }

    @Test(
        "a webhook that is none, or leads where none may, is refused",
        arguments: [
            "x", "ftp://example.org/", "http://127.0.0.1/", "http://localhost/", "http://169.254.1.1/",
        ])
    func webhooks(url: String) {
        #expect(send("PATCH", "/api/me", #"{"webhook":"\#(url)"}"#, ann).code == "invalid_webhook")
        #expect(send("PATCH", "/api/users/ann", #"{"webhook":"\#(url)"}"#, admin).code == "invalid_webhook")
        #expect(send("PATCH", "/api/me", #"{"webhook_secret":"whsec_x"}"#, ann).code == "invalid_option")
        #expect(changes.isEmpty)
    }

    @Test("in an open service whoever says something of a user makes the user known")
    func open() {
        let open = FakeBackend()
        let response = open.respond(
            "PATCH", "/api/me?user_id=eve",
            body: FakeBody(Array(#"{"webhook":"https://example.org/h"}"#.utf8)))
        #expect(response.status == 200)
        let eve = UserName("eve") ?? .guest
        #expect(
            open.commands.changes == [
                .account(.add(Account(name: eve, role: .user, createdAt: FakeBackend.now))),
                .account(.setWebhook(eve, Webhook("https://example.org/h"))),
            ])
        #expect(open.get("/api/me?user_id=eve").json["name"] as? String == "eve")
    }

    @Test("a key is shown once, and the store gets its digest")
    func keys() throws {
        let response = send("POST", "/api/keys", #"{"name":"laptop"}"#, ann)
        #expect(response.status == 201)
        let text = try #require(response.json["key"] as? String)
        guard case .addKey(let key, let digest) = changes.first else {
            Issue.record("not added")
            return
        }
        #expect(try #require(SecretToken(key: text)).digest == digest)
        #expect(key.user == name && key.name == "laptop")
        #expect(response.json["id"] as? String == key.id.description)
        let list = backend.get("/api/keys", headers: ann)
        #expect(list.status == 200 && !list.text.contains("pk_"))
    }

    @Test(
        "a key's name is one line",
        arguments: [#"{}"#, #"{"name":""}"#, #"{"name":"a\nb"}"#, #"{"name":"a\u001b[2J"}"#])
    func keyNames(body: String) {
        #expect(send("POST", "/api/keys", body, ann).code == "invalid_option")
    }

    @Test("a key is revoked by its owner or an admin; for others there is none")
    func revokes() {
        let id = APIKey.ID(number: 3)
        let bob = backend.accounts.add("bobby")
        #expect(send("DELETE", "/api/keys/\(id)", "", bob).code == "unknown_key")
        for text in ["x", "%2F", "0000000000000009"] {
            #expect(send("DELETE", "/api/keys/\(text)", "", ann).status == 404)
        }
        #expect(changes.isEmpty)
        #expect(send("DELETE", "/api/keys/\(id)", "", ann).status == 204)
        #expect(send("DELETE", "/api/keys/\(id)", "", admin).status == 204)
        #expect(changes == [.revokeKey(id, of: name), .revokeKey(id, of: name)])
    }
}
