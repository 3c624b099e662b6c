import Jobs
import Testing

@testable import WebAPI

@Suite("Reading jobs")
struct ReadingJobsTests {
    private let backend = FakeBackend()

    private static func id(_ number: UInt64) -> JobID {
        JobID(high: 0x0199_0000_0000_7000, low: 1 << 63 | number)
    }

    private static func job(
        _ number: UInt64, user: String = "guest", state: JobState = .pending, image: InputImage? = nil
    ) throws -> Job {
        let submission = Submission(
            id: id(number), user: try #require(UserName(user)), kind: .size, options: JobOptions(),
            image: image,
            fileName: nil, submittedAt: Timestamp(milliseconds: FakeBackend.now.milliseconds - 5000))
        return Job(sequence: Int64(number), submission: submission, state: state)
    }

    private func ids(_ response: Response) -> [String] {
        (response.json["jobs"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
    }

    @Test("pages follow each other without gap or repetition")
    func pages() throws {
        for number in 1...5 { backend.jobs.add(try Self.job(UInt64(number))) }
        let first = backend.get("/api/jobs?limit=2")
        #expect(ids(first) == [5, 4].map { Self.id($0).description })
        let cursor = try #require(first.json["next"] as? String)
        let second = backend.get("/api/jobs?limit=2&cursor=\(cursor)")
        #expect(ids(second) == [3, 2].map { Self.id($0).description })
        let third = backend.get("/api/jobs?limit=2&cursor=\(try #require(second.json["next"] as? String))")
        #expect(ids(third) == [Self.id(1).description])
        #expect(third.json["next"] == nil)
    }

    @Test("the list holds the jobs of the named user alone")
    func users() throws {
        backend.jobs.add(try Self.job(1, user: "ann"))
        backend.jobs.add(try Self.job(2))
        #expect(ids(backend.get("/api/jobs")) == [Self.id(2).description])
        #expect(ids(backend.get("/api/jobs?user_id=ann")) == [Self.id(1).description])
        #expect(ids(backend.get("/api/jobs", cookie: "platen_user=ann")) == [Self.id(1).description])
    }

    @Test("a list can be narrowed to states and kinds, page by page")
    func filtered() throws {
        let states: [JobState] = [.pending, .failed, .completed, .failed, .pending]
        for (number, state) in states.enumerated() {
            backend.jobs.add(try Self.job(UInt64(number + 1), state: state))
        }
        let first = backend.get("/api/jobs?state=failed,completed&kind=size&limit=2")
        #expect(ids(first) == [4, 3].map { Self.id($0).description })
        let cursor = try #require(first.json["next"] as? String)
        let second = backend.get("/api/jobs?state=failed,completed&kind=size&limit=2&cursor=\(cursor)")
        #expect(ids(second) == [Self.id(2).description])
        #expect(ids(backend.get("/api/jobs?kind=ocr")) == [])
        #expect(first.json["excerpts"] == nil)
    }

    @Test("a search shows where its words stand")
    func searched() throws {
        backend.jobs.add(try Self.job(1))
        let answer = backend.get("/api/jobs?q=%20")
        #expect(answer.text.contains(#""excerpts":{}"#))
        #expect(ids(backend.get("/api/jobs?q=letter")) == [])
    }

    @Test("an empty list is a list")
    func empty() {
        #expect(backend.get("/api/jobs").text == #"{"jobs":[]}"#)
    }

    @Test(
        "bad parameters are refused",
        arguments: [
            ("limit=0", "invalid_option"), ("limit=201", "invalid_option"), ("limit=x", "invalid_option"),
            ("limit=", "invalid_option"), ("cursor=", "invalid_cursor"),
            ("cursor=AAAAAAAAAAA", "invalid_cursor"),
            ("cursor=AAAAAAAAAAF", "invalid_cursor"), ("cursor=%20", "invalid_cursor"),
            ("user_id=%00", "invalid_user"), ("state=", "invalid_option"),
            ("state=failed,", "invalid_option"),
            ("state=lost", "invalid_option"), ("kind=OCR", "invalid_option"),
            ("q=\(String(repeating: "x", count: 201))", "invalid_option"),
        ])
    func badParameters(query: String, code: String) {
        let response = backend.get("/api/jobs?\(query)")
        #expect(response.status == 400)
        #expect(response.code == code)
    }

    @Test("the largest page is allowed")
    func largestPage() {
        #expect(backend.get("/api/jobs?limit=200").status == 200)
    }

    @Test("a job in a processor shows stage and progress")
    func processing() throws {
        var job = try Self.job(1, state: .processing)
        job.startedAt = Timestamp(milliseconds: FakeBackend.now.milliseconds - 1500)
        job.attempts = 1
        backend.jobs.add(job)
        let progress = JobProgress(stage: Stage.recognising.rawValue, progress: 0.41449)
        backend.activity.change { $0.progress = [job.id: progress].compactMapValues { $0 } }
        let expected = """
            {"attempts":1,"created_at":"2026-01-31T11:59:55.000Z","files":[],"id":"\(job.id)","kind":"size",\
            "options":{},"priority":0,"progress":0.414,"spent_ms":1500,"stage":"recognising",\
            "started_at":"2026-01-31T11:59:58.500Z","state":"processing","url":"/api/jobs/\(job.id)",\
            "user":"guest","waited_ms":3500}
            """
        #expect(backend.get("/api/jobs").text == "{\"jobs\":[\(expected)]}")
        let one = backend.get("/api/jobs/\(job.id)")
        #expect(one.status == 200)
        #expect(one.text == "{\"attempt_log\":[]," + expected.dropFirst())
    }

    @Test("a settled job shows input, answer, files and attempts")
    func settled() throws {
        let image = InputImage(format: .jpeg, bytes: 81, width: 3, height: 2)
        var job = try Self.job(1, state: .completed, image: image)
        job.startedAt = Timestamp(milliseconds: FakeBackend.now.milliseconds - 3000)
        job.endedAt = Timestamp(milliseconds: FakeBackend.now.milliseconds - 1000)
        job.attempts = 2
        job.result = JobResult(
            value: #"{"width":3,"kb":0.5,"tags":["a/b",null,true]}"#,
            files: [ResultFile(name: "text.txt", bytes: 9)])
        let crash = Attempt(
            number: 1, startedAt: FakeBackend.now, endedAt: FakeBackend.now, end: .signal(11),
            cpuMilliseconds: 120, peakMemoryKiB: 64)
        let success = Attempt(
            number: 2, startedAt: FakeBackend.now, endedAt: FakeBackend.now, end: .completed)
        backend.jobs.add(job, attempts: [crash, success])
        let folder = "/results/\(job.id)"
        let now = "2026-01-31T12:00:00.000Z"
        #expect(
            backend.get("/api/jobs/\(job.id)").text == """
                {"attempt_log":[{"cpu_ms":120,"end":"signal:11","ended_at":"\(now)","number":1,\
                "peak_memory_kib":64,"signal":"SIGSEGV","started_at":"\(now)"},\
                {"end":"completed","ended_at":"\(now)","number":2,"started_at":"\(now)"}],"attempts":2,\
                "created_at":"2026-01-31T11:59:55.000Z","ended_at":"2026-01-31T11:59:59.000Z",\
                "files":[{"bytes":9,"media_type":"text/plain; charset=utf-8","name":"text.txt",\
                "url":"\(folder)/text.txt"}],"id":"\(job.id)","input":{"bytes":81,"height":2,\
                "media_type":"image/jpeg","url":"\(folder)/input.jpg","width":3},"kind":"size","options":{},"priority":0,\
                "result":{"kb":0.5,"tags":["a/b",null,true],"width":3},"spent_ms":2000,\
                "started_at":"2026-01-31T11:59:57.000Z","state":"completed","url":"/api/jobs/\(job.id)",\
                "user":"guest","waited_ms":2000}
                """)
    }

    @Test("a failed job shows its problem without the private detail")
    func failed() throws {
        var job = try Self.job(1, state: .failed)
        job.problem = Problem(.badImage, "It cannot be decoded.", privateDetail: "/secret")
        job.result = JobResult(value: "not JSON")
        backend.jobs.add(job)
        let response = backend.get("/api/jobs/\(job.id)")
        #expect(response.text.contains(#""problem":{"code":"bad_image","detail":"It cannot be decoded."}"#))
        #expect(!response.text.contains("secret"))
        #expect(response.json["result"] == nil)
    }

    @Test("a job of another user is found by its id")
    func otherUser() throws {
        backend.jobs.add(try Self.job(1, user: "ann"))
        #expect(backend.get("/api/jobs/\(Self.id(1))").status == 200)
    }

    @Test(
        "an unknown job is 404, what is neither an id nor a client's name is 400",
        arguments: [
            ("01990000-0000-7000-8000-000000000009", 404, "unknown_job"), ("1", 404, "unknown_job"),
            ("01990000-0000-7000-8000-00000000000G", 404, "unknown_job"),
            ("01990000-0000-7000-8000-00000000000A", 404, "unknown_job"),
            ("..%2f..%2fetc", 404, "unknown_route"), ("%00", 400, "invalid_id"), ("a%20b", 400, "invalid_id"),
        ])
    func unknown(id: String, status: Int, code: String) {
        let response = backend.get("/api/jobs/\(id)")
        #expect(response.status == status)
        #expect(response.code == code)
    }

    @Test("a store that cannot be read is 503 and tells nothing of why")
    func storeDown() {
        backend.jobs.breakDown()
        for target in ["/api/jobs", "/api/jobs/\(Self.id(1))"] {
            let response = backend.get(target)
            #expect(response.status == 503)
            #expect(response.header("Retry-After") != nil)
            #expect(!response.text.contains("disk"))
        }
    }
}
