import Credentials
import Jobs
import Testing

@testable import WebAPI

@Suite("Who is let in")
struct GateTests {
    private let backend: FakeBackend
    private let ann: [String: String]
    private let admin: [String: String]
    private static let own = ["HTTP_SEC_FETCH_SITE": "same-origin"]

    init() {
        var backend = FakeBackend()
        backend.asksWho = true
        ann = backend.accounts.add("ann")
        admin = backend.accounts.add("root", role: .admin)
        self.backend = backend
    }

    @Test("every route but those for anyone refuses whoever shows nothing, and says how to show it")
    func nobody() {
        for route in Route.table(backend.backend) where route.access != .anyone {
            let path = route.path.replacing("{id}", with: "01890a5d-ac96-774b-bcce-b302099a8057")
            let response = backend.respond(route.method, path)
            #expect(response.status == 401, "\(route.method) \(route.path)")
            #expect(response.code == "unauthenticated")
            #expect(response.header("WWW-Authenticate") == "Bearer")
        }
        #expect(backend.respond("GET", "/api/nothing").status == 401)
        #expect(backend.respond("PUT", "/api/jobs").status == 401)
        #expect(backend.isUntouched && backend.commands.changes.isEmpty)
    }

    @Test("the routes for anyone are health and sign-in")
    func anyone() {
        let open = Route.table(backend.backend).filter { $0.access == .anyone }
        #expect(open.map { "\($0.method) \($0.path)" }.sorted() == ["GET /api/health", "POST /api/session"])
        #expect(backend.get("/api/health").status == 200)
    }

    @Test("every route for admins refuses others")
    func admins() {
        for route in Route.table(backend.backend) where route.access == .admin {
            let response = backend.respond(route.method, route.path, headers: ann)
            #expect(response.status == 403, "\(route.method) \(route.path)")
            #expect(response.code == "forbidden")
        }
        #expect(backend.get("/api/metrics", headers: admin).status == 200)
    }

    @Test(
        "a key that is none, mangled or of another scheme is refused",
        arguments: [
            "", "Bearer", "Bearer ", "Bearer x", "Bearer pk_", "Basic YTpi", "pk_0",
            "Bearer pk_0000000000000000000000000000000000000000000000000000000000000000",
        ])
    func keys(authorization: String) {
        let response = backend.get("/api/jobs", headers: ["HTTP_AUTHORIZATION": authorization])
        #expect(response.status == 401)
        let signedIn = backend.get(
            "/api/jobs", cookie: backend.accounts.signIn("ann"),
            headers: ["HTTP_AUTHORIZATION": authorization])
        #expect(signedIn.status == 401, "a wrong key is not passed over for a session")
    }

    @Test("the scheme's case does not matter, one changed digit of a key does")
    func mangledKey() throws {
        let header = try #require(ann["HTTP_AUTHORIZATION"])
        let lower = header.replacing("Bearer", with: "bearer")
        #expect(backend.get("/api/jobs", headers: ["HTTP_AUTHORIZATION": lower]).status == 200)
        let last = try #require(header.last)
        let mangled = header.dropLast() + (last == "0" ? "1" : "0")
        #expect(backend.get("/api/jobs", headers: ["HTTP_AUTHORIZATION": String(mangled)]).status == 401)
    }

    @Test("a session opens until it ends; a forged cookie opens nothing")
    func sessions() {
        #expect(
            backend.get("/api/session", cookie: backend.accounts.signIn("ann")).json["user"] as? String
                == "ann")
        #expect(backend.get("/api/session", cookie: backend.accounts.signIn("ann", seconds: 0)).status == 401)
        for cookie in [
            "platen_session=", "platen_session=x", "platen_session=\(SecretToken().text)", "platen_user=ann",
        ] {
            #expect(backend.get("/api/session", cookie: cookie).status == 401, "\(cookie)")
        }
    }

    @Test(
        "a write with a session's cookie has to come from the service's own page",
        arguments: [
            (["HTTP_SEC_FETCH_SITE": "same-origin"], true), (["HTTP_SEC_FETCH_SITE": "none"], true),
            (["HTTP_SEC_FETCH_SITE": "cross-site"], false), (["HTTP_SEC_FETCH_SITE": "same-site"], false),
            (["HTTP_ORIGIN": "http://localhost:8080"], true),
            (["HTTP_ORIGIN": "https://localhost:8080"], true),
            (["HTTP_ORIGIN": "http://evil.example"], false), (["HTTP_ORIGIN": "null"], false), ([:], false),
            (["HTTP_X_REQUESTED_WITH": "platen"], true),
            (["HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_X_REQUESTED_WITH": "platen"], false),
        ])
    func foreignWrites(headers: [String: String], isTaken: Bool) {
        let headers = headers.merging(["HTTP_HOST": "localhost:8080"]) { $1 }
        let cookie = backend.accounts.signIn("ann")
        let response = backend.respond("DELETE", "/api/session", cookie: cookie, headers: headers)
        #expect(response.status == (isTaken ? 204 : 403))
        #expect(isTaken || response.code == "foreign_write")
        #expect(backend.commands.changes.isEmpty != isTaken)
        #expect(backend.get("/api/session", cookie: cookie, headers: headers).status == 200)
    }

    @Test("a key needs no page")
    func writesWithKeys() {
        #expect(backend.respond("DELETE", "/api/session", headers: ann).status == 204)
    }

    @Test("the use of a key is noted once a minute, and only where somebody can take note")
    func uses() {
        backend.accounts.age(keysOf: "ann", seconds: 59)
        _ = backend.get("/api/jobs", headers: ann)
        #expect(backend.commands.changes.isEmpty)
        backend.accounts.age(keysOf: "ann", seconds: 60)
        _ = backend.get("/api/jobs", headers: ann)
        backend.accounts.age(keysOf: "ann", seconds: nil)
        _ = backend.get("/api/jobs", headers: ann)
        let use = Command.account(.useKey(APIKey.ID(number: 3), at: FakeBackend.now))
        #expect(backend.commands.changes == [use, use])
        backend.activity.change { $0.beat = nil }
        _ = backend.get("/api/jobs", headers: ann)
        #expect(backend.commands.changes.count == 2)
    }

    @Test("where nobody is asked, keys and sessions are passed over")
    func open() {
        let open = FakeBackend()
        let response = open.get("/api/session?user_id=ann", headers: ["HTTP_AUTHORIZATION": "Bearer x"])
        #expect(response.text == #"{"auth":"open","role":"admin","user":"ann"}"#)
    }
}
