import Jobs
import Testing

@testable import WebAPI

@Suite struct ChangeJobTests {
    private let fake = FakeBackend()
    private let id = JobID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0001)

    private func add(_ state: JobState, of user: UserName = .guest) {
        let submission = Submission(
            id: id, user: user, kind: .size, options: JobOptions(), image: nil, fileName: nil,
            submittedAt: FakeBackend.now)
        fake.jobs.add(Job(sequence: 1, submission: submission, state: state))
    }

    @Test func cancelAnswersWithTheJob() {
        add(.cancelled)
        let response = fake.respond("POST", "/api/jobs/\(id)/cancel")
        #expect(response.status == 200)
        #expect(response.json["state"] as? String == "cancelled")
        #expect(fake.commands.changes == [.cancel(id, by: .guest)])
    }

    @Test func retryAnswersWithTheJobAndItsPlace() {
        add(.pending)
        let response = fake.respond("POST", "/api/jobs/\(id)/retry")
        #expect(response.status == 202)
        #expect(response.header("Location") == "/api/jobs/\(id)")
        #expect(fake.commands.changes == [.retry(id, by: .guest)])
    }

    @Test func deleteAnswersWithNothing() {
        add(.completed)
        let response = fake.respond("DELETE", "/api/jobs/\(id)")
        #expect(response.status == 204)
        #expect(response.body.isEmpty && response.header("Content-Length") == nil)
        #expect(fake.commands.changes == [.delete(id, by: .guest)])
    }

    @Test(
        arguments: [
            ("POST", "/cancel", .completed, "not_cancellable"),
            ("POST", "/cancel", .failed, "not_cancellable"),
            ("POST", "/retry", .processing, "not_retryable"), ("POST", "/retry", .completed, "not_retryable"),
            ("DELETE", "", .pending, "not_deletable"),
        ] as [(String, String, JobState, String)])
    func whatTheSupervisorRefusesIsAConflictThatSaysWhatToDo(
        method: String, path: String, state: JobState, code: String
    ) {
        add(state)
        fake.commands.answer(.verdict(.refused))
        let response = fake.respond(method, "/api/jobs/\(id)\(path)")
        #expect(response.status == 409)
        #expect(response.code == code)
        #expect((response.json["detail"] as? String)?.isEmpty == false)
    }

    @Test(arguments: [("POST", "/cancel"), ("POST", "/retry"), ("DELETE", "")])
    func unknownJobsAndThoseOfOthersAreNotFoundAndNothingIsSent(method: String, path: String) throws {
        let target = "/api/jobs/\(id)\(path)"
        #expect(fake.respond(method, target).status == 404)
        add(.pending, of: try #require(UserName("ann")))
        #expect(fake.respond(method, target).code == "unknown_job")
        #expect(fake.respond(method, "\(target)?user_id=bob").status == 404)
        #expect(fake.commands.changes.isEmpty)
        #expect(fake.respond(method, target, cookie: "platen_user=ann").status < 300)
        #expect(fake.respond(method, "\(target)?user_id=ann").status < 300)
    }

    @Test(
        arguments: [
            (.verdict(.unknownJob), 404, "unknown_job"), (.verdict(.failed), 503, "service_unavailable"),
            (.verdict(.stopping), 503, "service_unavailable"), (.unavailable, 503, "service_unavailable"),
            (.unknown, 503, "service_unavailable"), (.verdict(.malformed), 500, "internal_error"),
        ] as [(CommandReply, Int, String)])
    func everyOtherReplyHasItsAnswer(reply: CommandReply, status: Int, code: String) {
        add(.pending)
        fake.commands.answer(reply)
        let response = fake.respond("POST", "/api/jobs/\(id)/cancel")
        #expect(response.status == status)
        #expect(response.code == code)
    }

    @Test func anIdThatIsNoneIsABadRequest() {
        #expect(fake.respond("POST", "/api/jobs/x%20y/cancel").code == "invalid_id")
        #expect(fake.respond("DELETE", "/api/jobs/x").code == "unknown_job")
    }

    @Test func otherMethodsAreRefusedWithTheOnesThatWork() {
        let response = fake.respond("PUT", "/api/jobs/\(id)")
        #expect(response.status == 405)
        #expect(response.header("Allow") == "DELETE, GET, HEAD")
        #expect(fake.get("/api/jobs/\(id)/cancel").header("Allow") == "POST")
    }
}
