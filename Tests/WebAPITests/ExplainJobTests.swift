import Documents
import Jobs
import Testing

@testable import WebAPI

@Suite struct ExplainJobTests {
    private let fake = FakeBackend()
    private static let id = JobID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)
    private let path = "/api/jobs/\(ExplainJobTests.id)"

    private static let explanation: Explanation = {
        let soon = Timestamp(milliseconds: FakeBackend.now.milliseconds + 5000)
        let late = Timestamp(milliseconds: FakeBackend.now.milliseconds + 9000)
        let forecast = Explanation.Forecast(median: soon, late: late)
        var explanation = Explanation(
            state: .pending, share: 0.333_33, processors: 2, ownRunning: 1, end: forecast,
            reasons: [.ownJobs(1), .otherUsers(2)])
        (explanation.position, explanation.ownPosition) = (7, 2)
        (explanation.workAhead, explanation.start) = (12.3456, forecast)
        return explanation
    }()

    private func add(_ state: JobState) {
        let submission = Submission(
            id: Self.id, user: .guest, kind: .sleep, options: JobOptions(), image: nil, fileName: nil,
            submittedAt: FakeBackend.now)
        fake.jobs.add(Job(sequence: 1, submission: submission, state: state))
    }

    @Test func `A job that waits says where it stands, when it begins and what would change that`() throws {
        add(.pending)
        fake.commands.answer(.explanation(Self.explanation))
        let response = fake.respond("GET", "\(path)/explain")
        #expect(response.status == 200)
        let json = response.json
        #expect(json["own_position"] as? Int == 2 && json["position"] as? Int == 7)
        #expect(json["share"] as? Double == 0.333 && json["work_ahead_seconds"] as? Double == 12.346)
        #expect(json["predicted_start"] as? String == "2026-01-31T12:00:05.000Z")
        #expect(json["predicted_start_p90"] as? String == "2026-01-31T12:00:09.000Z")
        #expect(json["predicted_end"] as? String == "2026-01-31T12:00:05.000Z")
        let changes = try #require(json["changes"] as? [String])
        #expect(changes.count == 2 && changes[0].hasPrefix("One of your own jobs runs before it"))
        #expect(fake.commands.explained == [Self.id])
    }

    @Test func `Each sentence has a reason that programs know`() throws {
        add(.pending)
        var explanation = Self.explanation
        explanation.reasons = [
            .ownJobs(3), .otherUsers(2), .processors(4), .mostRunning(5), .scheduled, .retrying, .noProcessor,
            .disk, .stopping, .running,
        ]
        fake.commands.answer(.explanation(explanation))
        let json = fake.respond("GET", "\(path)/explain").json
        let reasons = try #require(json["reasons"] as? [[String: Any]])
        #expect(reasons.map { $0["code"] as? String } == Explanation.Reason.Code.allCases.map(\.rawValue))
        #expect(reasons.map { $0["count"] as? Int } == [3, 2, 4, 5, nil, nil, nil, nil, nil, nil])
        #expect((json["changes"] as? [String])?.count == reasons.count)
    }

    @Test func `The job itself says the same`() throws {
        add(.pending)
        fake.commands.answer(.explanation(Self.explanation), .explanation(Self.explanation))
        let job = fake.respond("GET", path)
        let explain = try #require(job.json["explain"] as? [String: Any])
        #expect(explain["own_position"] as? Int == 2)
        #expect(explain.keys.sorted() == fake.respond("GET", "\(path)/explain").json.keys.sorted())
    }

    @Test(arguments: [CommandReply.unknown, .unavailable, .verdict(.stopping), .verdict(.refused)])
    func `A job is shown without it when nobody can say`(reply: CommandReply) {
        add(.processing)
        fake.commands.answer(reply)
        let job = fake.respond("GET", path)
        #expect(job.status == 200 && job.json["explain"] == nil)
    }

    @Test func `A supervisor that has been silent is not waited for`() {
        add(.pending)
        fake.activity.change { $0.beat = .seconds(2) }
        #expect(fake.respond("GET", path).status == 200)
        #expect(fake.commands.explained.isEmpty)
    }

    @Test(arguments: [JobState.completed, .failed, .cancelled])
    func `A job that has ended waits for nothing`(state: JobState) {
        add(state)
        let response = fake.respond("GET", "\(path)/explain")
        #expect(response.status == 409 && response.code == "not_explainable")
        #expect(fake.respond("GET", path).json["explain"] == nil)
        #expect(fake.commands.explained.isEmpty)
    }

    @Test func `No job, and no supervisor, are told apart`() {
        #expect(fake.respond("GET", "\(path)/explain").code == "unknown_job")
        #expect(fake.respond("GET", "/api/jobs/!/explain").code == "invalid_id")
        add(.pending)
        fake.commands.answer(.unavailable)
        #expect(fake.respond("GET", "\(path)/explain").status == 503)
        fake.commands.answer(.verdict(.refused))
        #expect(fake.respond("GET", "\(path)/explain").status == 409)
    }
}
