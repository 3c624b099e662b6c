import Jobs
import SharedRing
import Testing

@testable import WebAPI

@Suite struct SharingTests {
    private let backend = FakeBackend()

    private func put(_ text: String) -> Response {
        backend.respond(
            "PUT", "/api/rules", contentType: "application/json", body: FakeBody(Array(text.utf8)))
    }

    private var pieces: [RulesPiece] {
        backend.commands.changes.compactMap { if case .propose(let piece) = $0 { piece } else { nil } }
    }

    @Test func `Rules reach the supervisor in pieces of one proposal`() {
        let users = (0..<100).map { "\"user\($0)\":{\"weight\":2}" }.joined(separator: ",")
        let response = put("{ \"users\": {\(users)} }")
        #expect(response.status == 200)
        #expect(pieces.map(\.text).joined() == response.text)
        #expect(pieces.count > 2 && Set(pieces.map(\.proposal)).count == 1)
        #expect(pieces.allSatisfy { Command.propose($0).wireBytes.count <= Command.maximumBytes })
    }

    @Test func `Rules with faults are refused, all faults named, and none reach the supervisor`() {
        let response = put("{\"everyone\": {\"weight\": 0}, \"users\": {\"ann\": {\"max_running\": -1}}}")
        #expect((response.status, response.code) == (422, "invalid_rules"))
        #expect(response.text.contains("/everyone/weight must be a number from 0.1 to 10."))
        #expect(response.text.contains("/users/ann/max_running must be a whole number from 1 to 256."))
        #expect(pieces.isEmpty)
    }

    @Test func `A body that is too long or missing is refused`() {
        #expect(put("").code == "empty_body")
        #expect(put(String(repeating: " ", count: 70_000)).code == "body_too_large")
    }

    @Test(arguments: [CommandReply.unavailable, .unknown, .verdict(.stopping), .verdict(.malformed)])
    func `Without a confirmation it is 503`(reply: CommandReply) {
        backend.commands.answer(reply)
        #expect(put("{}").code == "service_unavailable")
    }

    @Test func `The rules that count are shown`() {
        #expect(backend.get("/api/rules").text == "{}")
        backend.rules.change { $0.rules.everyone.weight = 2 }
        #expect(backend.get("/api/rules").text == "{\"everyone\":{\"weight\":2}}")
    }

    private static let counters = QueueCounters(
        waiting: 3, running: 2, processorsAlive: 4, processorsWanted: 2, forkserverReady: true,
        beat: .seconds(1))

    @Test func `The queue is shown with what users were promised and got`() throws {
        let sums = ShareTable.Sums(promised: 1.5, received: 1.25, longestWait: 3)
        let row = { ShareTable.Row(name: $0, weight: 2, jobs: 5, running: 1, windows: [sums, sums, sums]) }
        backend.metrics.show(
            ServiceMetrics(counters: Self.counters, measures: ServiceMeasures()),
            ShareTable(rows: [row("ann"), row("no name")], more: 7))
        let document = backend.get("/api/queue").json
        #expect(document["waiting"] as? Int == 3 && document["more"] as? Int == 7)
        let shares = try #require(document["shares"] as? [[String: Any]])
        #expect(shares.count == 1)
        #expect(shares[0]["user"] as? String == "ann" && shares[0]["weight"] as? Double == 2)
        #expect(
            shares[0]["hour"] as? [String: Int]
                == ["promised_ms": 1500, "received_ms": 1250, "longest_wait_ms": 3000])
        let fairness = try #require(document["fairness"] as? [String: [String: Any]])
        #expect(Set(fairness.keys) == ["minute", "hour", "day"])
        let metrics = backend.get("/api/metrics").text
        #expect(metrics.contains("platen_user_promised_seconds{user=\"ann\"} 1.5"))
        #expect(!metrics.contains("no name"))
    }

    @Test func `Without a supervisor the queue cannot be seen`() {
        #expect(backend.get("/api/queue").code == "service_unavailable")
        #expect(backend.get("/api/queue?user_id=no%20name").code == "invalid_user")
    }

    @Test func `Admins alone see the jobs that processors hold, the longest at work first`() throws {
        var asking = FakeBackend()
        asking.asksWho = true
        let (ann, admin) = (asking.accounts.add("ann"), asking.accounts.add("root", role: .admin))
        asking.metrics.show(
            ServiceMetrics(counters: Self.counters, measures: ServiceMeasures()),
            ShareTable(rows: [], more: 0))
        let states: [JobState] = [.processing, .processing, .completed]
        let held = try zip([2, 1, 3], states).map { number, state in
            let id = JobID(high: 0x0189_0a5d_ac96_774b, low: 0xbcce_b302_099a_8000 + UInt64(number))
            let submission = Submission(
                id: id, user: try #require(UserName("ann")), kind: .size, options: JobOptions(), image: nil,
                fileName: nil, submittedAt: FakeBackend.now)
            var job = Job(sequence: Int64(number), submission: submission, state: state)
            job.startedAt = Timestamp(milliseconds: FakeBackend.now.milliseconds - Int64(number) * 1000)
            asking.jobs.add(job)
            return job
        }
        asking.activity.change {
            for job in held { $0.progress[job.id] = JobProgress(stage: .recognising, fraction: 0.5) }
        }
        let shown = asking.get("/api/queue", headers: admin).json["processing"] as? [[String: Any]]
        #expect(shown?.compactMap { $0["spent_ms"] as? Int } == [2000, 1000])
        #expect(shown?.compactMap { $0["stage"] as? String } == ["recognising", "recognising"])
        #expect(asking.get("/api/queue", headers: ann).json["processing"] == nil)
    }

    @Test func `Admins see how many jobs of all users failed within a day, by code`()
        throws
    {
        var asking = FakeBackend()
        asking.asksWho = true
        let (ann, admin) = (asking.accounts.add("ann"), asking.accounts.add("root", role: .admin))
        for (number, age) in [(1, 0), (2, 86_400_000), (3, 86_400_001)] as [(UInt64, Int64)] {
            let submission = Submission(
                id: JobID(high: 0x0189_0a5d_ac96_774b, low: 0xbcce_b302_099a_8000 + number),
                user: try #require(UserName("ann")), kind: .size, options: JobOptions(), image: nil,
                fileName: "secret.png", submittedAt: FakeBackend.now)
            var job = Job(sequence: Int64(number), submission: submission, state: .failed)
            job.endedAt = Timestamp(milliseconds: FakeBackend.now.milliseconds - age)
            job.problem = Problem(.badImage, "What was in it.")
            asking.jobs.add(job)
        }
        let shown = asking.get("/api/failures", headers: admin)
        #expect(shown.json["window"] as? String == "24h")
        #expect(shown.json["total"] as? Int == 2)
        let rows = try #require(shown.json["by_code"] as? [[String: Any]])
        #expect(rows.count == 1)
        #expect(rows.first?["code"] as? String == "bad_image")
        #expect(rows.first?["count"] as? Int == 2)
        #expect(rows.first?["last"] as? String == FakeBackend.now.rfc3339)
        #expect(shown.json.keys.sorted() == ["by_code", "total", "window"])
        #expect(asking.get("/api/failures", headers: ann).code == "forbidden")
    }

    private func submit() -> Response {
        backend.respond(
            "POST", "/api/jobs", contentType: "application/json",
            body: FakeBody(Array("{\"kind\": \"sleep\", \"user_id\": \"ann\"}".utf8)))
    }

    @Test func `Who has no quota is told of none`() {
        #expect(submit().header("RateLimit") == nil)
    }

    @Test func `Answers to submissions tell what is left of the day`() {
        backend.rules.change {
            $0.rules.everyone = UserTerms(processorSecondsPerDay: 100, pixelsPerDay: 1000)
            $0.use = DayUse(heldMilliseconds: 40_001, predictedMilliseconds: 2000, pixels: 2000)
        }
        let response = submit()
        #expect(response.status == 202)
        #expect(
            response.header("RateLimit-Policy")
                == "\"processor-seconds\";q=100;qu=\"seconds\";w=86400, \"pixels\";q=1000;qu=\"pixels\";w=86400"
        )
        // It is noon.
        #expect(
            response.header("RateLimit") == "\"processor-seconds\";r=57;t=43200, \"pixels\";r=0;t=43200")
    }

    @Test func `Over the quota it is 429 with the time at which it fits`() {
        backend.rules.change { $0.rules.everyone = UserTerms(pixelsPerDay: 10) }
        backend.commands.answer(.verdict(.overDay))
        let response = submit()
        #expect((response.status, response.code) == (429, "daily_quota_exceeded"))
        #expect(response.header("Retry-After") == "43200")
        #expect(response.json["fits_at"] as? String == "2026-02-01T00:00:00.000Z")
        #expect(response.header("RateLimit") == "\"pixels\";r=10;t=43200")
    }

    @Test func `What no day is long enough for is refused for good`() {
        backend.commands.answer(.verdict(.largerThanDay))
        let response = submit()
        #expect((response.status, response.code) == (422, "larger_than_quota"))
        #expect(response.header("Retry-After") == nil)
    }
}
