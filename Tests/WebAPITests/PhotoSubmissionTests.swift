import Jobs
import Testing

@testable import WebAPI

@Suite struct PhotoSubmissionTests {
    private var fake = FakeBackend()

    private func submit(_ fields: String = "", key: String? = nil) -> Response {
        let body = FakeBody(Array(#"{"kind":"photo"\#(fields)}"#.utf8))
        return fake.respond("POST", "/api/jobs", contentType: "application/json", key: key, body: body)
    }

    @Test func aPhotoJobTakesNoImageAndIsPutOffForARandomTime() throws {
        for _ in 0..<20 { #expect(submit().status == 202) }
        let delays = try fake.commands.sent.map {
            try #require($0.dueAt).milliseconds - FakeBackend.now.milliseconds
        }
        #expect(delays.allSatisfy { (5000...300_000).contains($0) && $0 % 5000 == 0 })
        #expect(Set(delays).count > 1)
        #expect(fake.commands.sent.allSatisfy { $0.kind == .photo && $0.image == nil })
    }

    @Test func theRangeIsSet() throws {
        var fake = fake
        fake.outbound.photoDelay = try #require(PhotoDelay("0-0"))
        let body = FakeBody(Array(#"{"kind":"photo"}"#.utf8))
        #expect(
            fake.respond("POST", "/api/jobs", contentType: "application/json", body: body)
                .json["state"] as? String == "pending")
    }

    @Test(arguments: [("0", nil), ("7", 7000)] as [(String, Int64?)])
    func aDelayThatIsAskedForTakesItsPlace(delay: String, milliseconds: Int64?) {
        #expect(submit(#","delay":\#(delay)"#).status == 202)
        #expect(
            fake.commands.sent.first?.dueAt?.milliseconds
                == milliseconds.map { FakeBackend.now.milliseconds + $0 })
    }

    @Test func theSameRequestAgainHasTheSameFingerprintWhateverTheDelay() throws {
        for _ in 0..<5 { #expect(submit(key: "k").status == 202) }
        #expect(Set(fake.commands.sent.map(\.key?.fingerprint)).count == 1)
    }
}
