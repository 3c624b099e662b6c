import Jobs
import Logging
import Synchronization
import Testing

@testable import WebAPI

@Suite("Routing")
struct RoutingTests {
    private let backend = FakeBackend()

    @Test(
        "addresses without a route are 404",
        arguments: [
            "/", "/api", "/api/", "/api/jobs/", "/api/jobs//", "/api/nothing", "/api/jobs/x/y", "//api/jobs",
            "/API/jobs",
        ])
    func unknownRoute(target: String) {
        let response = backend.get(target)
        #expect(response.status == 404)
        #expect(
            response.text == """
                {"code":"unknown_route","detail":"There is nothing at this address.","status":404,\
                "title":"Not Found","type":"about:blank"}
                """)
    }

    @Test(
        "a wrong method is 405 and told the right ones",
        arguments: [
            ("PUT", "/api/jobs", "GET, HEAD, POST"), ("POST", "/api/health", "GET, HEAD"),
            ("PUT", "/api/jobs/x", "DELETE, GET, HEAD"), ("OPTIONS", "/api/jobs", "GET, HEAD, POST"),
            ("get", "/api/jobs", "GET, HEAD, POST"),
        ])
    func wrongMethod(method: String, target: String, allowed: String) {
        let response = backend.respond(method, target)
        #expect(response.status == 405)
        #expect(response.code == "method_not_allowed")
        #expect(response.header("Allow") == allowed)
    }

    @Test("HEAD has the headers of GET and no body", arguments: ["/api/health", "/api/jobs", "/api/none"])
    func head(target: String) {
        let get = backend.get(target)
        let head = backend.respond("HEAD", target)
        #expect(head.status == get.status)
        #expect(head.headers == get.headers)
        #expect(head.body.isEmpty)
        #expect(get.header("Content-Length") == String(get.body.count))
    }

    @Test("no answer may be cached", arguments: ["/api/health", "/api/none"])
    func caching(target: String) {
        #expect(backend.get(target).header("Cache-Control") == "no-store")
    }

    /// Remembers what was logged.
    private final class Recorder: LogHandler, Sendable {
        struct Line: Hashable {
            let level: Logger.Level
            let text: String
            let request: String?
        }

        let lines = Mutex<[Line]>([])

        // The protocol wants to be able to set these; nobody does here.
        var metadata: Logger.Metadata {
            get { [:] }
            set {}
        }
        var logLevel: Logger.Level {
            get { .trace }
            set {}
        }
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { nil }
            set {}
        }

        func log(event: LogEvent) {
            let line = Line(
                level: event.level, text: "\(event.message)",
                request: event.metadata?["request_id"]?.description
            )
            lines.withLock { $0.append(line) }
        }
    }

    private func lines(_ method: String, _ target: String) -> [Recorder.Line] {
        let recorder = Recorder()
        let application = Application(
            backend.backend, logger: Logger(label: "test") { _ in recorder })
        let parameters = ["REQUEST_METHOD": method, "REQUEST_URI": target, "REQUEST_ID": "r1"]
        _ = application.respond(to: Request(thread: 0, body: FakeBody()) { parameters[$0] })
        return recorder.lines.withLock { $0 }
    }

    @Test("a problem names the request in which it arose, where that has an id", arguments: [true, false])
    func requestID(isKnown: Bool) {
        let id = "00112233445566778899aabbccddeeff"
        let application = Application(
            backend.backend, logger: Logger(label: "test") { _ in Recorder() })
        for (method, target) in [("GET", "/api/none"), ("PUT", "/api/jobs"), ("GET", "/api/jobs/x!")] {
            let parameters = [
                "REQUEST_METHOD": method, "REQUEST_URI": target, "REQUEST_ID": isKnown ? id : "r1",
            ]
            let response = application.respond(to: Request(thread: 0, body: FakeBody()) { parameters[$0] })
            #expect(response.status >= 400)
            #expect(response.json["request_id"] as? String == (isKnown ? id : nil))
        }
    }

    @Test("a job remembers the request that it came with")
    func submittedID() throws {
        let parameters = [
            "REQUEST_METHOD": "POST", "REQUEST_URI": "/api/jobs?kind=sleep",
            "CONTENT_TYPE": "application/json",
            "REQUEST_ID": "00112233445566778899aabbccddeeff",
        ]
        let application = Application(
            backend.backend, logger: Logger(label: "test") { _ in Recorder() })
        let body = FakeBody(Array(#"{"kind":"sleep"}"#.utf8))
        let response = application.respond(to: Request(thread: 0, body: body) { parameters[$0] })
        #expect(response.status == 202)
        #expect(backend.commands.sent.first?.requestID == RequestID("00112233445566778899aabbccddeeff"))
        #expect(response.json["request_id"] as? String == "00112233445566778899aabbccddeeff")
    }

    @Test("each request is one line with its id, a refusal no more")
    func log() {
        #expect(
            lines("GET", "/api/jobs?user_id=x") == [
                .init(level: .debug, text: "GET /api/jobs 200", request: "r1")
            ])
        #expect(lines("PUT", "/api/jobs") == [.init(level: .debug, text: "PUT /api/jobs 405", request: "r1")])
    }

    @Test("a fault of the service is an error line with the private detail")
    func errorLog() {
        backend.jobs.breakDown()
        let found = lines("GET", "/api/jobs")
        #expect(found.first == .init(level: .error, text: "service_unavailable: disk I/O", request: "r1"))
        #expect(found.count == 2)
    }
}
