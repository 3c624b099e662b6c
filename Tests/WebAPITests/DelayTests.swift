import Jobs
import Testing

@testable import WebAPI

@Suite struct DelayTests {
    private let fake = FakeBackend()

    private func submit(_ delay: String) -> Response {
        let body = FakeBody(Array(#"{"kind":"sleep","delay":\#(delay)}"#.utf8))
        return fake.respond("POST", "/api/jobs", contentType: "application/json", body: body)
    }

    @Test(arguments: [("1.5", 1500), ("2592000", 2_592_000_000), ("0.001", 1)] as [(String, Int64)])
    func aDelayedJobIsScheduledAndSaysWhenItIsDue(delay: String, milliseconds: Int64) {
        let response = submit(delay)
        #expect(response.status == 202)
        let due = Timestamp(milliseconds: FakeBackend.now.milliseconds + milliseconds)
        #expect(fake.commands.sent.map(\.dueAt) == [due])
        #expect(response.json["state"] as? String == "scheduled")
        #expect(response.json["due_at"] as? String == due.rfc3339)
    }

    @Test(arguments: ["0", "\"\"", "null", "0.0001"])
    func noDelayIsNone(delay: String) {
        let response = submit(delay)
        #expect(response.status == 202)
        #expect(fake.commands.sent.map(\.dueAt) == [nil])
        #expect(response.json["state"] as? String == "pending")
        #expect(response.json["due_at"] == nil)
    }

    @Test(arguments: ["-1", "2592000.1", "\"soon\"", "\"nan\"", "\"inf\"", "true", "1e300"])
    func anyOtherDelayIsRefused(delay: String) {
        let response = submit(delay)
        #expect(response.status == 400)
        #expect(response.code == "invalid_option")
        #expect(fake.isUntouched)
    }

    @Test func theQueryTakesADelayToo() {
        let image = SampleImages.png(width: 2, height: 2)
        #expect(fake.submit(image, to: "/api/jobs?kind=size&delay=3").status == 202)
        #expect(fake.commands.sent.first?.dueAt != nil)
    }
}
