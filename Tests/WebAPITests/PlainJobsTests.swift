import Jobs
import Testing

@testable import WebAPI

@Suite("The interfaces of existing clients")
struct PlainJobsTests {
    private let backend = FakeBackend()
    private static let id = JobID(high: 0x0199_0000_0000_7000, low: 1 << 63 | 7)

    private static func job(
        _ state: JobState, kind: JobKind = .size, user: String = "guest", sequence: Int64 = 7,
        problem: Problem? = nil, result: JobResult? = nil, due: Timestamp? = nil
    ) throws -> Job {
        let submission = Submission(
            id: JobID(high: 0x0199_0000_0000_7000, low: 1 << 63 | UInt64(sequence)),
            user: try #require(UserName(user)), kind: kind, options: JobOptions(), image: nil, fileName: nil,
            submittedAt: FakeBackend.now, dueAt: due)
        return Job(
            sequence: sequence, submission: submission, state: state, problem: problem, result: result)
    }

    private func post(_ target: String, _ body: String = "", type: String? = nil) -> Response {
        backend.respond(
            "POST", target, contentType: type, contentLength: Int64(body.utf8.count),
            body: FakeBody(Array(body.utf8)))
    }

    @Test("a request without a body makes a job of the usual kind and is told its id")
    func emptyBody() throws {
        for type in [nil, "application/json", "application/x-www-form-urlencoded"] {
            let response = post("/jobs", type: type)
            let job = try #require(backend.commands.sent.last)
            #expect(response.status == 202)
            #expect(job.kind == SubmissionAddress.plainKind)
            #expect(
                response.text
                    == "{\"id\": \"\(job.id)\", \"kind\": \"\(job.kind.rawValue)\", \"status\": \"scheduled\"}\n"
            )
            #expect(response.header("Location") == "/jobs/\(job.id)")
        }
        #expect(backend.commands.sent.count == 3)
    }

    @Test(
        "user, name and duration make a sleep, in each form of fields",
        arguments: [
            ("application/json", #"{"user_id": "ann", "job_id": "j-1", "duration": 2.5}"#),
            ("application/x-www-form-urlencoded", "user_id=ann&job_id=j-1&duration=2.5"),
        ])
    func sleep(type: String, body: String) throws {
        let response = post("/jobs", body, type: type)
        let job = try #require(backend.commands.sent.last)
        #expect(response.json["job_id"] as? String == "j-1")
        #expect((job.kind, job.user.text) == (.sleep, "ann"))
        #expect(job.options.durationMilliseconds == 2500)
        #expect(job.key?.clientID?.text == "j-1")
    }

    @Test("images are read, several at once too")
    func images() {
        let image = Form.Part.image(SampleImages.png(width: 4, height: 3))
        #expect(backend.submit(Form([image]), to: "/jobs").json["kind"] as? String == "ocr")
        let several = backend.submit(Form([image, image]), to: "/jobs")
        let ids = backend.commands.sent.suffix(2).map { "\($0.id)" }
        #expect(
            several.text
                == "["
                + ids.map { #"{"id": "\#($0)", "kind": "ocr", "status": "pending"}"# }
                .joined(separator: ", ") + "]\n")
    }

    @Test("a form of fields is refused for a name that is none, and for what is no text")
    func badFields() {
        #expect(
            post("/jobs", "kindd=size", type: "application/x-www-form-urlencoded").code == "unknown_field")
        let bytes: [UInt8] = Array("kind=".utf8) + [0xFF]
        let response = backend.respond(
            "POST", "/jobs", contentType: "application/x-www-form-urlencoded",
            contentLength: Int64(bytes.count), body: FakeBody(bytes))
        #expect(response.code == "malformed_body")
        #expect(backend.isUntouched)
    }

    @Test("without a body the other addresses refuse")
    func emptyElsewhere() {
        #expect(post("/api/jobs").code == "empty_body")
        #expect(post("/api/process").code == "empty_body")
    }

    @Test("the list shows results of completed jobs, reasons of failed ones, and states")
    func list() throws {
        backend.jobs.add(try Self.job(.pending, sequence: 1))
        backend.jobs.add(
            try Self.job(.failed, sequence: 2, problem: Problem(.badImage, "The image is “torn”.")))
        backend.jobs.add(
            try Self.job(
                .completed, sequence: 3,
                result: JobResult(value: #"{"width":4}"#, files: [ResultFile(name: "mirror.png", bytes: 5)])))
        let id = "01990000-0000-7000-8000-00000000000"
        #expect(
            backend.get("/jobs").text == """
                [{"id": "\(id)3", "kind": "size", "status": "completed", "result": {"files": [{"bytes": 5, \
                "media_type": "image/png", "name": "mirror.png", "url": "/results/\(id)3/mirror.png"}], \
                "width": 4}}, {"id": "\(id)2", "kind": "size", "status": "failed", "error": {"code": \
                "bad_image", "detail": "The image is “torn”."}}, {"id": "\(id)1", "kind": "size", \
                "status": "pending"}]

                """)
        #expect(backend.get("/jobs?user_id=ann").text == "[]\n")
    }

    @Test("a list that is too long says where it goes on")
    func pages() throws {
        for number in 1...3 { backend.jobs.add(try Self.job(.pending, user: "a+b", sequence: Int64(number))) }
        let first = backend.get("/jobs?limit=2&user_id=a%2Bb")
        let link = try #require(first.header("Link"))
        #expect(link.hasPrefix("</jobs?limit=2&cursor="))
        #expect(link.hasSuffix("&user_id=a%2Bb>; rel=\"next\""))
        let next = String(link.dropFirst().prefix { $0 != ">" })
        let second = backend.get(next)
        #expect(second.text.contains("000000000001\""))
        #expect(second.header("Link") == nil)
    }

    @Test("one job has the text that it brought, unless that is too long")
    func text() throws {
        let result = JobResult(files: [ResultFile(name: "text.txt", bytes: 4)])
        backend.jobs.add(try Self.job(.completed, kind: .ocr, result: result))
        backend.results.add("a\"b\n\u{1}", of: Self.id)
        let text = backend.get("/jobs/\(Self.id)").text
        #expect(text.contains(#""text": "a\"b\n\u0001", "#) || text.contains(#""text": "a\"b\n\u0001"}"#))
        backend.results.add(String(repeating: "x", count: ResultDocument.maximumTextBytes + 1), of: Self.id)
        let long = backend.get("/jobs/\(Self.id)").json["result"] as? [String: Any]
        #expect(long?["text"] == nil)
        #expect((long?["files"] as? [Any])?.count == 1)
    }

    @Test("what is processed is told as a name and that it is processed")
    func process() throws {
        let image = Form.Part.image(SampleImages.png(width: 4, height: 3))
        let response = backend.submit(Form([image, .field("text", "find me")]), to: "/api/process")
        let job = try #require(backend.commands.sent.last)
        #expect(job.kind == .text)
        #expect(response.status == 202)
        #expect(response.text == "{\"job_id\": \"\(job.id)\", \"status\": \"processing\"}\n")
        let named = backend.submit(Form([image, .field("job_id", "mine")]), to: "/api/process")
        #expect(named.text == "{\"job_id\": \"mine\", \"status\": \"processing\"}\n")
        #expect(named.header("Location") == "/api/status/mine")
    }

    @Test("what cannot be processed is refused")
    func processRefused() {
        let image = Form.Part.image(SampleImages.png(width: 4, height: 3))
        #expect(backend.submit(Form([image, image]), to: "/api/process").code == "too_many_parts")
        #expect(backend.submit(Form([.field("kind", "text")]), to: "/api/process").code == "missing_image")
        #expect(
            backend.submit(Form([image, .field("words", "a")]), to: "/api/process").code == "unknown_field")
        #expect(backend.isUntouched)
    }

    @Test(
        "six states are told as four, with a sentence",
        arguments: [
            (JobState.scheduled, "pending", "The job waits for its time, 2026-01-31T12:00:00.000Z."),
            (.pending, "pending", "The job waits for its turn."),
            (.processing, "processing", "The job is being worked on: recognising, 45 %."),
            (.cancelled, "failed", "The job was cancelled."),
            (.failed, "failed", "The image is torn."),
        ])
    func status(state: JobState, word: String, message: String) throws {
        let problem = state == .failed ? Problem(.badImage, "The image is torn.") : nil
        backend.jobs.add(try Self.job(state, problem: problem, due: FakeBackend.now))
        backend.activity.change { $0.progress[Self.id] = JobProgress(stage: .recognising, fraction: 0.45) }
        #expect(
            backend.get("/api/status/\(Self.id)").text
                == "{\"status\": \"\(word)\", \"message\": \"\(message)\", \"result\": null}\n")
    }

    @Test("a completed job's status has its result")
    func completed() throws {
        let result = JobResult(files: [ResultFile(name: "text.txt", bytes: 2)])
        backend.jobs.add(try Self.job(.completed, kind: .ocr, result: result))
        backend.results.add("Hi", of: Self.id)
        let url = "/results/\(Self.id)/text.txt"
        #expect(
            backend.get("/api/status/\(Self.id)").text == """
                {"status": "completed", "message": "The job is done.", "result": {"files": [{"bytes": 2, \
                "media_type": "text/plain; charset=utf-8", "name": "text.txt", "url": "\(url)"}], \
                "text": "Hi"}}

                """)
    }

    @Test("a job that is not there is a problem document", arguments: ["/jobs/", "/api/status/"])
    func unknown(prefix: String) {
        #expect(backend.get(prefix + "\(Self.id)").code == "unknown_job")
        backend.jobs.expire(Self.id)
        #expect(backend.get(prefix + "\(Self.id)").status == 410)
    }
}
