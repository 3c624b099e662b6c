import Jobs
import Testing

@testable import WebAPI

@Suite("Requests that are sent again")
struct IdempotencyTests {
    private let backend = FakeBackend()
    private let png = SampleImages.png(width: 6, height: 4)
    private let other = SampleImages.png(width: 5, height: 4)

    /// Lets the store know what was sent so far.
    private func remember(_ state: JobState = .pending) {
        for (index, submission) in backend.commands.sent.enumerated() {
            backend.jobs.add(Job(sequence: Int64(index + 1), submission: submission, state: state))
        }
    }

    @Test("the same request with the same key is answered with the same job as it is now")
    func replayed() throws {
        let first = backend.submit(Form([.image(png)]), key: "k")
        remember(.processing)
        let second = backend.submit(Form([.image(png, name: "renamed.png")]), key: "\"k\"")
        #expect(second.status == 202)
        #expect(second.header("Location") == first.header("Location"))
        #expect(second.json["id"] as? String == first.json["id"] as? String)
        #expect(second.json["state"] as? String == "processing")
        #expect(first.header("Idempotency-Replayed") == nil)
        #expect(second.header("Idempotency-Replayed") == "true")
        #expect(backend.commands.sent.count == 1)
        #expect(backend.inputs.left.count == 1)
    }

    @Test(
        "another request with the same key is refused and leaves nothing",
        arguments: ["kind=mirror", "kind=ascii&width=7", "delay=5", "image"])
    func mismatch(change: String) {
        _ = backend.submit(png, to: "/api/jobs?job_id=a")
        remember()
        let changed =
            change == "image"
            ? backend.submit(other, to: "/api/jobs?job_id=a")
            : backend.submit(png, to: "/api/jobs?job_id=a&\(change)")
        #expect(changed.status == 422)
        #expect(changed.code == "idempotency_mismatch")
        #expect(backend.commands.sent.count == 1)
        #expect(backend.inputs.left.count == 1)
    }

    @Test("another user may have the same key")
    func users() {
        _ = backend.submit(png, to: "/api/jobs?job_id=a&user_id=ann")
        remember()
        let bob = backend.submit(png, to: "/api/jobs?job_id=a&user_id=bob")
        #expect(bob.status == 202)
        #expect(bob.header("Idempotency-Replayed") == nil)
        #expect(backend.commands.sent.count == 2)
    }

    @Test("two that come at once become one job: the supervisor's word counts")
    func atOnce() throws {
        _ = backend.submit(Form([.image(png)]), key: "k")
        let first = try #require(backend.commands.sent.first)
        backend.commands.answer(.verdict(.repeated)) { [jobs = backend.jobs] in
            jobs.add(Job(sequence: 1, submission: first, state: .pending))
        }
        let second = backend.submit(Form([.image(png)]), key: "k")
        #expect(second.status == 202)
        #expect(second.json["id"] as? String == "\(first.id)")
        #expect(second.header("Idempotency-Replayed") == "true")
        #expect(Array(backend.inputs.left.keys) == [first.id])
    }

    @Test("a mismatch that only the supervisor sees is refused and its input removed")
    func mismatchAtOnce() {
        backend.commands.answer(.verdict(.mismatch))
        let response = backend.submit(Form([.image(png)]), key: "k")
        #expect(response.code == "idempotency_mismatch")
        #expect(backend.inputs.left.isEmpty)
    }

    @Test("a job that vanishes between verdict and answer is a 503, and its duplicate's input is removed")
    func vanished() {
        backend.commands.answer(.verdict(.repeated))
        let response = backend.submit(Form([.image(png)]), key: "k")
        #expect(response.code == "service_unavailable")
        #expect(backend.inputs.left.isEmpty)
    }

    @Test("where nobody knows, a request with a key is told to come again with it, and its input stays")
    func unknownFate() {
        backend.commands.answer(.unknown)
        let response = backend.submit(Form([.image(png)]), key: "k")
        #expect(response.status == 503)
        #expect((response.json["detail"] as? String)?.contains("same key") == true)
        #expect(backend.inputs.left.count == 1)
    }

    @Test("several images share a key, each its own job")
    func several() throws {
        let form = Form([.image(png), .image(other), .field("job_id", "batch")])
        let first = backend.submit(form)
        let keys = backend.commands.sent.compactMap(\.key)
        #expect(keys.compactMap(\.clientID?.text) == ["batch", "batch:2"])
        #expect(Set(keys.map(\.digest)).count == 2 && Set(keys.map(\.fingerprint)).count == 1)
        remember()
        let second = backend.submit(form)
        let ids = [first, second].map { ($0.json["jobs"] as? [[String: Any]])?.map { $0["id"] as? String } }
        #expect(ids[0] == ids[1] && ids[0]?.count == 2)
        #expect(second.header("Idempotency-Replayed") == "true")
        #expect(
            backend.submit(Form([.image(png), .field("job_id", "batch")])).code == "idempotency_mismatch")
    }

    @Test("a request of which a part was accepted before goes on where it stopped")
    func resumed() throws {
        let form = Form([.image(png), .image(other)])
        backend.commands.answer(.verdict(.accepted), .unavailable)
        #expect(backend.submit(form, key: "k").status == 503)
        let first = try #require(backend.commands.sent.first)
        backend.jobs.add(Job(sequence: 1, submission: first, state: .completed))
        let again = backend.submit(form, key: "k")
        #expect(again.status == 202)
        #expect(again.header("Idempotency-Replayed") == nil)
        let states = (again.json["jobs"] as? [[String: Any]])?.map { $0["state"] as? String }
        #expect(states == ["completed", "pending"])
        #expect(backend.commands.sent.count == 3)
    }

    @Test("a job is found and changed by the name that its user gave it, by nobody else")
    func named() throws {
        let json = Array(#"{"kind":"sleep","job_id":"nap-1","user_id":"ann"}"#.utf8)
        #expect(backend.submit(json, type: "application/json").json["job_id"] as? String == "nap-1")
        remember()
        let id = try #require(backend.commands.sent.first).id
        #expect(backend.get("/api/jobs/nap-1?user_id=ann").json["id"] as? String == "\(id)")
        #expect(backend.get("/api/jobs/nap-1").code == "unknown_job")
        #expect(backend.respond("POST", "/api/jobs/nap-1/cancel").status == 404)
        #expect(backend.respond("POST", "/api/jobs/nap-1/cancel?user_id=ann").status == 200)
        #expect(backend.commands.changes == [.cancel(id, by: try #require(UserName("ann")))])
    }

    @Test("a name that looks like an id is a name where no job has the id")
    func nameLikeAnID() {
        let name = "f47ac10b-58cc-4372-a567-0e02b2c3d479"
        _ = backend.submit(png, to: "/api/jobs?job_id=\(name)")
        remember()
        #expect(backend.get("/api/jobs/\(name)").json["job_id"] as? String == name)
    }

    @Test("a key that is none is refused")
    func invalid() {
        #expect(backend.submit(Form([.image(png)]), key: "\"").code == "invalid_key")
        #expect(backend.submit(png, to: "/api/jobs?job_id=a%20b").code == "invalid_key")
        #expect(backend.isUntouched)
    }
}
