import Jobs
import Testing

@testable import WebAPI

@Suite struct DeadlineTests {
    private let fake = FakeBackend()

    private func submit(_ fields: String) -> Response {
        let body = FakeBody(Array(#"{"kind":"sleep",\#(fields)}"#.utf8))
        return fake.respond("POST", "/api/jobs", contentType: "application/json", body: body)
    }

    @Test(
        arguments: [
            (#""deadline":2.5"#, 2500), (#""deadline":5184000"#, 5_184_000_000),
            (#""deadline":"3","delay":2"#, 3000),
        ] as [(String, Int64)])
    func `A job with a deadline says until when it waits`(fields: String, milliseconds: Int64) {
        let response = submit(fields)
        #expect(response.status == 202)
        let deadline = Timestamp(milliseconds: FakeBackend.now.milliseconds + milliseconds)
        #expect(fake.commands.sent.map(\.deadlineAt) == [deadline])
        #expect(response.json["deadline_at"] as? String == deadline.rfc3339)
    }

    @Test func `Without one a job waits as long as it takes`() {
        let response = submit(#""deadline":"""#)
        #expect(fake.commands.sent.map(\.deadlineAt) == [nil])
        #expect(response.json["deadline_at"] == nil)
    }

    @Test(arguments: [
        #""deadline":0"#, #""deadline":-1"#, #""deadline":"soon""#, #""deadline":5184000.1"#,
        #""deadline":"nan""#, #""deadline":2,"delay":2"#, #""deadline":1,"delay":60"#,
    ])
    func `A deadline that is none, or that the delay leaves no time, is refused`(fields: String) {
        let response = submit(fields)
        #expect(response.status == 400)
        #expect(response.code == "invalid_option")
        #expect(fake.isUntouched)
    }

    @Test func `The query takes a deadline too`() {
        let image = SampleImages.png(width: 2, height: 2)
        #expect(fake.submit(image, to: "/api/jobs?kind=size&deadline=3").status == 202)
        #expect(fake.commands.sent.first?.deadlineAt != nil)
    }
}
