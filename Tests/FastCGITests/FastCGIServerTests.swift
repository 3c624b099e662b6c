import Documents
import Foundation
import Jobs
import Logging
import Spool
import Synchronization
import TestSupport
import Testing

@testable import FastCGI
@testable import WebAPI

@Suite("FastCGI server")
struct FastCGIServerTests {
    /// A server on a socket of its own; without a supervisor, so that uploads end as 503.
    private struct Service {
        let path: String
        let spoolFolder: String
        let server: FastCGIServer

        func client() throws -> FastCGIClient { try FastCGIClient(path: path) }

        /// One whole request.
        func respond(_ parameters: [String: String], body: [UInt8] = []) throws -> String {
            let client = try client()
            try client.begin(parameters)
            try client.sendBody(body)
            try client.endBody()
            return try client.answer()
        }

        func health() throws -> String {
            try respond(["REQUEST_METHOD": "GET", "REQUEST_URI": "/api/health"])
        }

        /// Files and folders of jobs.
        var spooled: [String] {
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: spoolFolder)) ?? []
            return paths.filter { $0.contains("/") }
        }
    }

    private func withService(
        threads: Int, application: Application? = nil, _ body: (Service) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            var settings = ServiceSettings(dataFolder: folder, assetsFolder: folder)
            settings.verdictTimeoutMilliseconds = 20
            try FileManager.default.createDirectory(
                atPath: settings.runFolder, withIntermediateDirectories: true)
            try Spool(folder: settings.spoolFolder).prepare()
            let listener = try UnixSocket.listening(at: settings.responderSocketPath)
            defer { close(listener) }
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let server = try FastCGIServer(
                application: application ?? buildApplication(settings: settings, logger: logger),
                descriptor: listener,
                threads: threads, logger: logger)
            server.start()
            defer { #expect(server.stop(within: 20)) }
            try body(
                Service(
                    path: settings.responderSocketPath, spoolFolder: settings.spoolFolder, server: server))
        }
    }

    private static let upload = [
        "REQUEST_METHOD": "POST", "REQUEST_URI": "/api/jobs", "CONTENT_TYPE": "image/png",
    ]
    /// A whole header of a PNG, but no end.
    private static let beginning: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        + [0, 0, 0, 6, 0, 0, 0, 4, 8, 2, 0, 0, 0, 0, 0, 0, 0]
    private static let ending: [UInt8] = [0, 0, 0, 0] + Array("IEND".utf8) + [0xAE, 0x42, 0x60, 0x82]

    @Test("an answer has its status, headers and body")
    func answer() throws {
        try withService(threads: 1) { service in
            let answer = try service.respond(["REQUEST_METHOD": "GET", "REQUEST_URI": "/nothing"])
            let body = """
                {"code":"unknown_route","detail":"There is nothing at this address.","status":404,\
                "title":"Not Found","type":"about:blank"}
                """
            #expect(
                answer == "Status: 404 Not Found\r\nContent-Type: application/problem+json\r\n"
                    + "Content-Length: \(body.utf8.count)\r\nCache-Control: no-store\r\n\r\n\(body)")
        }
    }

    @Test("a body of many records arrives whole")
    func largeBody() throws {
        try withService(threads: 1) { service in
            let body = Self.beginning + [UInt8](repeating: 7, count: 300_000) + Self.ending
            let parameters = Self.upload.merging(["CONTENT_LENGTH": "\(body.count)"]) { $1 }
            let whole = try service.respond(parameters, body: body)
            #expect(whole.hasPrefix("Status: 503 "))
            let short = Self.upload.merging(["CONTENT_LENGTH": "\(body.count + 1)"]) { $1 }
            let cut = try service.respond(short, body: body)
            #expect(cut.contains("malformed_body"))
            #expect(service.spooled.isEmpty)
        }
    }

    @Test("more connections than threads are all answered")
    func manyConnections() throws {
        try withService(threads: 3) { service in
            let answered = Atomic(0)
            DispatchQueue.concurrentPerform(iterations: 40) { _ in
                guard let answer = try? service.health(), answer.hasPrefix("Status: 503 ") else { return }
                answered.add(1, ordering: .relaxed)
            }
            #expect(answered.load(ordering: .relaxed) == 40)
        }
    }

    @Test("a connection that is lost inside a body leaves nothing, and the next request is served")
    func lostConnection() throws {
        try withService(threads: 1) { service in
            for _ in 0..<3 {
                let client = try service.client()
                try client.begin(Self.upload)
                try client.sendBody(Self.beginning + [UInt8](repeating: 7, count: 100_000))
            }
            // The one thread has served the lost ones before it serves this.
            let next = try service.health()
            #expect(next.hasPrefix("Status: 503 "))
            #expect(service.spooled.isEmpty)
        }
    }

    @Test(
        "bytes that are not FastCGI, and empty connections, do no harm",
        arguments: [
            Array("GET / HTTP/1.1\r\n\r\n".utf8), [0], [1, 1, 0, 1, 0xFF, 0xFF, 0xFF, 0], [],
            [UInt8](repeating: 0xFF, count: 1000), [1, 4, 0, 1, 0, 2, 0, 0, 0xFF, 0xFF],
        ] as [[UInt8]])
    func garbage(bytes: [UInt8]) throws {
        try withService(threads: 1) { service in
            do {
                let client = try service.client()
                try client.sendRaw(bytes)
            }
            let next = try service.health()
            #expect(next.hasPrefix("Status: 503 "))
        }
    }

    @Test("a connection that wants to be kept is closed after its answer")
    func keepAlive() throws {
        try withService(threads: 1) { service in
            let client = try service.client()
            try client.begin(["REQUEST_METHOD": "GET", "REQUEST_URI": "/api/health"], keepsConnection: true)
            try client.endBody()
            let kept = try client.answer()
            #expect(kept.hasPrefix("Status: 503 "))
            let next = try service.health()
            #expect(next.hasPrefix("Status: 503 "))
        }
    }

    /// Holds each request until it is let go, for 20 seconds at most.
    private struct Gate: Controller {
        let entered = DispatchSemaphore(value: 0)
        let opened = DispatchSemaphore(value: 0)

        func respond(to request: Request, arguments: PathArguments) throws(Problem) -> Response {
            entered.signal()
            guard opened.wait(timeout: .now() + 20) == .success else { throw .internalError("never let go") }
            return try .json(["held": true])
        }
    }

    @Test("a request in hand is answered after the signal to stop")
    func gracefulStop() throws {
        let gate = Gate()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let application = Application(routes: [Route("GET", "/held", for: .anyone, gate)], logger: logger) {
            _, _ in .nobody
        }
        try withService(threads: 1, application: application) { service in
            let client = try service.client()
            try client.begin(["REQUEST_METHOD": "GET", "REQUEST_URI": "/held"])
            try client.endBody()
            try #require(gate.entered.wait(timeout: .now() + 20) == .success)
            #expect(!service.server.stop(within: 0))
            gate.opened.signal()
            let answer = try client.answer()
            #expect(answer.hasPrefix("Status: 200 OK\r\n"))
            #expect(answer.hasSuffix("{\"held\":true}"))
            #expect(service.server.stop(within: 20))
        }
    }
}
