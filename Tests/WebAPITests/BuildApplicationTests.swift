import Foundation
import Jobs
import Spool
import TestSupport
import Testing

@testable import WebAPI

@Suite("The application on the real ring, store and spool")
struct BuildApplicationTests {
    private static let png = SampleImages.png(width: 6, height: 4)

    private static func send(
        _ method: String, _ target: String, to application: Application, body: [UInt8] = []
    ) -> Response {
        let parameters = [
            "REQUEST_METHOD": method, "REQUEST_URI": target, "CONTENT_TYPE": "image/png",
            "CONTENT_LENGTH": String(body.count),
        ]
        return application.respond(to: Request(thread: 1, body: FakeBody(body)) { parameters[$0] })
    }

    @Test("an accepted image is in the spool, and its job in the store")
    func accepted() throws {
        try withTemporaryFolder { folder in
            let service = try TestService(folder: folder)
            let application = service.application
            try service.supervised {
                let response = Self.send("POST", "/api/jobs?file_name=a.png", to: application, body: Self.png)
                #expect(response.status == 202)
                let id = try #require((response.json["id"] as? String).flatMap { JobID($0) })
                let path = Spool(folder: service.settings.spoolFolder).path(of: "input.png", in: id)
                #expect(try Data(contentsOf: URL(filePath: path)) == Data(Self.png))
                let shown = Self.send("GET", "/api/jobs/\(id)", to: application)
                #expect(shown.json["file_name"] as? String == "a.png")
                #expect(shown.json["state"] as? String == "pending")
                let list = Self.send("GET", "/api/jobs", to: application)
                #expect((list.json["jobs"] as? [Any])?.count == 1)
                let healthy = [
                    "responder": "ok", "supervisor": "ok", "store": "ok", "storage": "ok",
                    "processors": "down",
                ]
                #expect(
                    eventually {
                        let health = Self.send("GET", "/api/health", to: application)
                        return health.json["parts"] as? [String: String] == healthy
                    })
            }
        }
    }

    @Test("a command that the store refuses takes its input back out of the spool")
    func refused() throws {
        try withTemporaryFolder { folder in
            let service = try TestService(folder: folder, verdict: .failed)
            let application = service.application
            let response = try service.supervised {
                Self.send("POST", "/api/jobs", to: application, body: Self.png)
            }
            #expect(response.status == 503)
            #expect(service.spooled.isEmpty)
        }
    }

    @Test("without a supervisor an upload is 503 and leaves nothing")
    func noSupervisor() throws {
        try withTemporaryFolder { folder in
            let service = try TestService(folder: folder, verdictTimeoutMilliseconds: 30)
            let response = Self.send("POST", "/api/jobs", to: service.application, body: Self.png)
            #expect(response.status == 503)
            #expect(response.code == "service_unavailable")
            #expect(service.spooled.isEmpty)
        }
    }

    @Test("an image that is cut is refused and leaves nothing")
    func cut() throws {
        try withTemporaryFolder { folder in
            let service = try TestService(folder: folder)
            let response = Self.send("POST", "/api/jobs", to: service.application, body: Self.png.dropLast())
            #expect(response.code == "malformed_image")
            #expect(service.spooled.isEmpty)
        }
    }

    @Test("without a spool an upload is 500 and tells no path")
    func noSpool() throws {
        try withTemporaryFolder { folder in
            let service = try TestService(folder: folder)
            try FileManager.default.removeItem(atPath: service.settings.spoolFolder)
            let response = Self.send("POST", "/api/jobs", to: service.application, body: Self.png)
            #expect(response.status == 500)
            #expect(response.code == "internal_error")
            #expect(!response.text.contains(folder))
        }
    }

    @Test("a store that is made later is found then")
    func lateStore() throws {
        try withTemporaryFolder { folder in
            let service = try TestService(folder: folder)
            let application = service.application
            #expect(Self.send("GET", "/api/jobs", to: application).status == 503)
            try service.supervised {
                #expect(Self.send("GET", "/api/jobs", to: application).text == #"{"jobs":[]}"#)
            }
        }
    }
}
