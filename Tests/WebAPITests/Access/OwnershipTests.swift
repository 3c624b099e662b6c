import Jobs
import Testing

@testable import WebAPI

@Suite("What belongs to whom")
struct OwnershipTests {
    private let backend: FakeBackend
    private let ann: [String: String]
    private let bob: [String: String]
    private let admin: [String: String]
    private let job: Job

    init() throws {
        var backend = FakeBackend()
        backend.asksWho = true
        ann = backend.accounts.add("ann", webhook: Webhook("https://example.org/ann"))
        bob = backend.accounts.add("bob")
        admin = backend.accounts.add("root", role: .admin)
        let id = JobID(high: 0x0199_0000_0000_7000, low: 1 << 63 | 7)
        job = Job(
            sequence: 1,
            submission: Submission(
                id: id, user: try #require(UserName("ann")), kind: .ascii, options: JobOptions(),
                image: InputImage(format: .png, bytes: 5, width: 4, height: 3), fileName: nil,
                submittedAt: FakeBackend.now), state: .failed,
            result: JobResult(value: nil, files: [ResultFile(name: "text.txt", bytes: 1)]))
        backend.jobs.add(job)
        self.backend = backend
    }

    private func routesOfJobs() -> [(method: String, path: String)] {
        Route.table(backend.backend).filter { $0.access == .owner }.map {
            ($0.method, $0.path.replacing("{id}", with: "\(job.id)").replacing("{number}", with: "1"))
        }
    }

    @Test("every route of a job is there for its owner and for admins, and for others there is no such job")
    func routes() {
        #expect(routesOfJobs().count >= 9)
        for (method, path) in routesOfJobs() {
            for headers in [ann, admin] {
                let response = backend.respond(method, path, headers: headers)
                #expect(response.code != "unknown_job" && response.code != "forbidden", "\(method) \(path)")
            }
            let before = backend.commands.changes.count
            let response = backend.respond(method, path, headers: bob)
            #expect(response.status == 404 && response.code == "unknown_job", "\(method) \(path)")
            #expect(backend.commands.changes.count == before)
        }
    }

    @Test("a job that is gone is gone for its owner and for admins")
    func gone() {
        backend.jobs.expire(job.id)
        #expect(backend.get("/api/jobs/\(job.id)", headers: ann).code == "gone")
        #expect(backend.get("/api/jobs/\(job.id)", headers: admin).code == "gone")
        #expect(backend.get("/api/jobs/\(job.id)", headers: bob).code == "unknown_job")
    }

    @Test("an admin's command about another's job is carried out for its owner")
    func commands() {
        #expect(backend.respond("POST", "/api/jobs/\(job.id)/retry", headers: admin).status == 202)
        #expect(backend.commands.changes == [.retry(job.id, by: job.submission.user)])
    }

    @Test(
        "nobody but an admin speaks for another", arguments: ["/api/jobs", "/jobs", "/api/keys", "/api/me"])
    func naming(path: String) {
        #expect(backend.get("\(path)?user_id=ann", headers: bob).code == "forbidden")
        #expect(backend.get("\(path)?user_id=bob", headers: bob).status == 200)
        #expect(backend.get("\(path)?user_id=ann", headers: admin).status == 200)
        #expect(backend.get("\(path)?user_id=a/b", headers: admin).code == "invalid_user")
    }

    @Test("a job belongs to who signed in, whatever the cookie of an open service says")
    func submissions() {
        let sleep = FakeBody(Array(#"{"kind":"sleep"}"#.utf8))
        func submit(_ target: String, _ headers: [String: String]) -> Response {
            backend.respond(
                "POST", target, contentType: "application/json", cookie: "platen_user=root", headers: headers,
                body: sleep)
        }
        #expect(submit("/api/jobs", bob).status == 202)
        #expect(backend.commands.sent.last?.user.text == "bob")
    }

    @Test(
        "a body that names another is refused but of an admin, who may name users",
        arguments: [("bob", "ann", 403), ("root", "ann", 202), ("root", "nobody", 404), ("ann", "ann", 202)])
    func namingInBody(sender: String, named: String, status: Int) {
        let headers = ["ann": ann, "bob": bob, "root": admin][sender] ?? [:]
        let body = FakeBody(Array(#"{"kind":"sleep","user_id":"\#(named)"}"#.utf8))
        let response = backend.respond(
            "POST", "/api/jobs", contentType: "application/json", headers: headers, body: body)
        #expect(response.status == status)
        #expect(backend.commands.sent.map(\.user.text) == (status == 202 ? [named] : []))
    }

    @Test("a job that names no webhook has its user's, whoever submits it")
    func webhooks() {
        for (headers, fields, url) in [
            (ann, "", "https://example.org/ann"), (admin, #","user_id":"ann""#, "https://example.org/ann"),
            (ann, #","webhook":"https://example.org/own""#, "https://example.org/own"), (bob, "", nil),
        ] as [([String: String], String, String?)] {
            let body = FakeBody(Array("{\"kind\":\"sleep\"\(fields)}".utf8))
            let response = backend.respond(
                "POST", "/api/jobs", contentType: "application/json", headers: headers, body: body)
            #expect(response.status == 202)
            #expect(backend.commands.sent.last?.webhook?.url == url)
        }
    }

    @Test("events are the caller's own; an admin may follow another's")
    func events() {
        let stream = ["HTTP_ACCEPT": "text/event-stream"]
        let followed = { (target: String, headers: [String: String]) in
            backend.get(target, headers: stream.merging(headers) { $1 }).header("X-Platen-Channel")
        }
        #expect(followed("/api/events", bob) == UserName("bob")?.channel)
        #expect(followed("/api/events?user_id=ann", bob) == nil)
        #expect(followed("/api/events?user_id=ann", admin) == UserName("ann")?.channel)
    }

    @Test("the web server hears whether it may hand out a file")
    func files() {
        let ask = { (headers: [String: String]) in
            backend.get(
                "/results/\(job.id)/text.txt", headers: headers.merging(["AUTHORISING": "1"]) { $1 }
            ).status
        }
        #expect(ask(ann) == 204 && ask(admin) == 204)
        #expect(ask(bob) == 403 && ask([:]) == 403)
        #expect(backend.get("/results/\(job.id)/none.txt", headers: bob).code == "unknown_job")
        #expect(backend.get("/results/\(job.id)/none.txt").status == 401)
    }
}
