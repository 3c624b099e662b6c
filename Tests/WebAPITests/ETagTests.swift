import Jobs
import Testing

@testable import WebAPI

@Suite("Entity tags")
struct ETagTests {
    private let backend = FakeBackend()
    private let id = JobID(high: 0x0199_0000_0000_7000, low: 1 << 63 | 1)

    private func add(_ state: JobState) {
        let submission = Submission(
            id: id, user: .guest, kind: .size, options: JobOptions(), image: nil, fileName: nil,
            submittedAt: FakeBackend.now)
        backend.jobs.add(Job(sequence: 1, submission: submission, state: state))
    }

    @Test(
        "what has not changed is not sent again",
        arguments: [
            "/api/jobs", "/api/jobs/01990000-0000-7000-8000-000000000001", "/jobs", "/jobs?limit=1",
            "/jobs/01990000-0000-7000-8000-000000000001",
            "/api/status/01990000-0000-7000-8000-000000000001",
        ])
    func notModified(path: String) throws {
        add(.pending)
        let first = backend.get(path)
        let tag = try #require(first.header("ETag"))
        #expect(tag.hasPrefix("\"") && tag.hasSuffix("\""))
        #expect(first.headers.count { $0.name == "ETag" } == 1)
        #expect(first.header("Cache-Control") == "private, no-cache")
        for known in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
            let second = backend.get(path, headers: ["HTTP_IF_NONE_MATCH": known])
            #expect(second.status == 304)
            #expect(second.body.isEmpty)
            #expect(second.headers.filter { $0.name == "ETag" }.map(\.value) == [tag])
        }
        #expect(backend.get(path, headers: ["HTTP_IF_NONE_MATCH": "\"x\", y, "]).status == 200)
    }

    @Test("what has changed has another tag")
    func changed() throws {
        add(.pending)
        let tag = try #require(backend.get("/api/jobs").header("ETag"))
        backend.jobs.expire(id)
        add(.completed)
        let second = backend.get("/api/jobs", headers: ["HTTP_IF_NONE_MATCH": tag])
        #expect(second.status == 200)
        #expect(second.header("ETag") != tag)
    }

    @Test("a problem has none")
    func problem() {
        #expect(backend.get("/api/jobs/\(id)").header("ETag") == nil)
    }
}
