import Jobs
import Testing

@testable import WebAPI

@Suite("Jobs whose time is over")
struct GoneTests {
    private let backend = FakeBackend()
    private let id = JobID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)

    @Test("a job that retention removed is 410 for whoever asks for it or its files")
    func gone() {
        backend.jobs.expire(id)
        for (method, target) in [
            ("GET", "/api/jobs/\(id)"), ("HEAD", "/api/jobs/\(id)"), ("DELETE", "/api/jobs/\(id)"),
            ("POST", "/api/jobs/\(id)/retry"), ("POST", "/api/jobs/\(id)/cancel"),
            ("GET", "/results/\(id)/text.txt"),
        ] {
            let response = backend.respond(method, target)
            #expect(response.status == 410)
            #expect(response.header("Content-Type") == "application/problem+json")
            if method != "HEAD" {
                #expect(response.code == "gone" && response.json["title"] as? String == "Gone")
            }
        }
        #expect(backend.isUntouched)
    }

    @Test("a file of a job that was never there, or that has no such file, is 404")
    func unknown() {
        #expect(backend.get("/results/\(id)/text.txt").code == "unknown_job")
        #expect(backend.get("/results/nonsense/text.txt").status == 404)
        backend.jobs.breakDown()
        #expect(backend.get("/results/\(id)/text.txt").status == 503)
    }
}
