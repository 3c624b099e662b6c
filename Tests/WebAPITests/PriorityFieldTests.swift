import Jobs
import Testing

@testable import WebAPI

@Suite struct PriorityFieldTests {
    private let fake = FakeBackend()

    private func submit(_ fields: String, key: String? = nil) -> Response {
        let body = FakeBody(Array(#"{"kind":"sleep"\#(fields)}"#.utf8))
        return fake.respond("POST", "/api/jobs", contentType: "application/json", body: body)
    }

    @Test(arguments: [
        (#","priority":10"#, 10), (#","priority":"-10""#, -10), (#","priority":"""#, 0), ("", 0),
    ])
    func `A submission says how urgent it is among its user's own`(fields: String, priority: Int8) {
        let response = submit(fields)
        #expect(response.status == 202)
        #expect(response.json["priority"] as? Int == Int(priority))
        #expect(fake.commands.sent.map(\.priority.value) == [priority])
    }

    @Test(arguments: ["11", "-11", "1.5", #""high""#, #""9999999999999999999""#, "true"])
    func `A priority that is none is refused, with the range`(value: String) {
        let response = submit(#","priority":\#(value)"#)
        #expect(response.status == 400 && response.code == "invalid_option")
        #expect((response.json["detail"] as? String)?.contains("-10 to 10") == true)
        #expect(fake.isUntouched)
    }

    @Test func `The query takes a priority too, and another one is another request of the same key`() {
        let image = SampleImages.png(width: 2, height: 2)
        #expect(fake.submit(image, to: "/api/jobs?kind=size&priority=-3&job_id=a").status == 202)
        #expect(fake.commands.sent.first?.priority.value == -3)
        let first = fake.commands.sent[0]
        fake.jobs.add(Job(sequence: 1, submission: first, state: .pending))
        #expect(
            fake.submit(image, to: "/api/jobs?kind=size&priority=3&job_id=a").code == "idempotency_mismatch")
        #expect(fake.submit(image, to: "/api/jobs?kind=size&priority=-3&job_id=a").status == 202)
    }
}
