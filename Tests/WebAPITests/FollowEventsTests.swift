import Jobs
import Testing

@testable import WebAPI

@Suite("Following events")
struct FollowEventsTests {
    private let backend = FakeBackend()
    private static let stream = ["HTTP_ACCEPT": "text/event-stream", "HTTP_HOST": "localhost:8080"]

    private func follow(_ headers: [String: String] = stream, _ query: String = "") -> Response {
        backend.get("/api/events\(query)", headers: headers)
    }

    @Test(
        "the web server gets the channel of the user that the request names, and the supervisor hears of it")
    func handsOver() throws {
        let response = follow(Self.stream, "?user_id=ann")
        #expect(response.header("X-Accel-Redirect") == "@events")
        #expect(response.header("X-Platen-Channel") == UserName("ann")?.channel)
        #expect(backend.commands.changes == [.follow(try #require(UserName("ann")))])
    }

    @Test(
        "a browser's WebSocket needs no Accept header, a reload of a page that takes anything is told what to ask for"
    )
    func forms() {
        #expect(follow(["HTTP_UPGRADE": "websocket"]).header("X-Accel-Redirect") == "@events")
        #expect(
            follow(["HTTP_ACCEPT": "*/*, text/event-stream;q=0.5"]).header("X-Accel-Redirect") == "@events")
        #expect(follow(["HTTP_ACCEPT": "*/*"]).code == "not_acceptable")
        #expect(follow([:]).status == 406)
        #expect(
            backend.respond("HEAD", "/api/events", headers: Self.stream).header("X-Accel-Redirect") == nil)
    }

    @Test(
        "a page of another site is refused",
        arguments: ["http://evil.example", "null", "http://localhost:9090"])
    func foreign(origin: String) {
        let response = follow(Self.stream.merging(["HTTP_ORIGIN": origin]) { $1 })
        #expect(response.status == 403)
        #expect(response.code == "foreign_read")
        #expect(backend.commands.changes.isEmpty)
    }

    @Test("the service's own page is not", arguments: ["http://localhost:8080", "https://LOCALHOST:8080"])
    func own(origin: String) {
        #expect(follow(Self.stream.merging(["HTTP_ORIGIN": origin]) { $1 }).header("X-Accel-Redirect") != nil)
    }

    @Test(
        "a cursor that no event has is refused",
        arguments: ["x", "1", "1:", ":1", "1:2:3", "1:2,3:4", "-1:0", "12345678901:0"])
    func cursor(text: String) {
        let response = follow(Self.stream.merging(["HTTP_LAST_EVENT_ID": text]) { $1 })
        #expect(response.code == "invalid_cursor")
    }

    @Test(
        "one that an event may have is passed on, one from the future is not",
        arguments: [("1769860800:7", "1769860800:7"), ("1:0", "1:0"), ("1769860801:0", nil), ("", nil)])
    func knownCursor(text: String, passed: String?) {
        let response = follow(Self.stream.merging(["HTTP_LAST_EVENT_ID": text]) { $1 })
        #expect(response.header("X-Accel-Redirect") == "@events")
        #expect(response.header("X-Platen-Cursor") == passed)
    }

    @Test("without a supervisor the stream is opened all the same")
    func withoutSupervisor() {
        backend.commands.answer(.unavailable)
        #expect(follow().header("X-Accel-Redirect") == "@events")
    }
}
