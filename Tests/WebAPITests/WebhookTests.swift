import Jobs
import Testing

@testable import WebAPI

@Suite struct WebhookTests {
    private let fake = FakeBackend()

    private func submit(_ url: String, to fake: FakeBackend? = nil) -> Response {
        let body = FakeBody(Array(#"{"kind":"sleep","webhook":"\#(url)"}"#.utf8))
        return (fake ?? self.fake).respond("POST", "/api/jobs", contentType: "application/json", body: body)
    }

    @Test func theWebhookGoesWithTheJob() {
        #expect(submit("https://example.org/hook?a=1").status == 202)
        #expect(fake.commands.sent.first?.webhook?.url == "https://example.org/hook?a=1")
    }

    @Test func theQueryTakesAWebhookToo() {
        let image = SampleImages.png(width: 2, height: 2)
        #expect(
            fake.submit(image, to: "/api/jobs?kind=size&webhook=https%3A%2F%2Fexample.org%2F").status == 202)
        #expect(fake.commands.sent.first?.webhook?.url == "https://example.org/")
    }

    @Test(arguments: [
        "example.org", "ftp://example.org/", "javascript:alert(1)", "http://user:pw@example.org/",
        "http://127.0.0.1/",
        "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://2130706433/",
        "http://localhost:8080/", "http://[::ffff:192.168.0.1]/", "http://0x7f.1/",
    ])
    func whatIsPlainlyNoPublicURLIsRefused(url: String) {
        let response = submit(url)
        #expect(response.status == 422)
        #expect(response.code == "invalid_webhook")
        #expect(fake.isUntouched)
    }

    @Test func whatIsAllowedPasses() throws {
        var fake = fake
        fake.outbound.webhookAllowed = try #require(AddressRanges("127.0.0.0/8"))
        #expect(submit("http://127.0.0.1:9/", to: fake).status == 202)
        #expect(submit("http://10.0.0.1/", to: fake).status == 422)
    }

    @Test func aJobThatNamesNoneHasTheServicesOwn() {
        var fake = fake
        fake.outbound.webhook = "https://example.org/all"
        #expect(submit("", to: fake).status == 202)
        #expect(submit("https://example.org/mine", to: fake).status == 202)
        #expect(
            fake.commands.sent.map(\.webhook?.url) == ["https://example.org/all", "https://example.org/mine"])
    }

    @Test func theListTellsWhatTheReceiverWasTold() throws {
        let delivery = try addDelivery()
        let response = fake.respond("GET", "/api/jobs/\(delivery.job)/webhooks")
        #expect(response.status == 200)
        let found = try #require((response.json["deliveries"] as? [[String: Any]])?.first)
        #expect(found["number"] as? Int == 3 && found["state"] as? String == "waiting")
        #expect(
            found["type"] as? String == "job.completed" && found["url"] as? String == "https://example.org/")
        let attempt = try #require((found["tries"] as? [[String: Any]])?.first)
        #expect(attempt["status"] as? Int == 500 && attempt["failure"] as? String == "refused")
        #expect(attempt["took_ms"] as? Int == 12)
    }

    @Test func anotherUserSeesNothing() throws {
        let delivery = try addDelivery()
        for (method, path) in [("GET", ""), ("POST", "/3/redeliver")] {
            let response = fake.respond(method, "/api/jobs/\(delivery.job)/webhooks\(path)?user_id=eve")
            #expect(response.status == 404 && response.code == "unknown_job")
        }
        #expect(fake.commands.changes.isEmpty)
    }

    @Test func aDeliveryIsMadeAgain() throws {
        let delivery = try addDelivery()
        let response = fake.respond("POST", "/api/jobs/\(delivery.job)/webhooks/3/redeliver")
        #expect(response.status == 202 && response.json["number"] as? Int == 3)
        #expect(fake.commands.changes == [.redeliver(delivery.job, delivery: 3, by: .guest)])
    }

    @Test(arguments: ["x", "-", "99999999999999999999"])
    func whatIsNoNumberIsNoDelivery(number: String) throws {
        let delivery = try addDelivery()
        let response = fake.respond("POST", "/api/jobs/\(delivery.job)/webhooks/\(number)/redeliver")
        #expect(response.status == 404 && response.code == "unknown_delivery")
    }

    @Test func aDeliveryThatTheSupervisorDoesNotKnowIsNone() throws {
        let delivery = try addDelivery()
        fake.commands.answer(.verdict(.refused))
        let response = fake.respond("POST", "/api/jobs/\(delivery.job)/webhooks/4/redeliver")
        #expect(response.status == 404 && response.code == "unknown_delivery")
    }

    private func addDelivery() throws -> Delivery {
        let submission = Submission(
            id: JobID(high: 1, low: 2), user: .guest, kind: .sleep, options: JobOptions(), image: nil,
            fileName: nil,
            submittedAt: FakeBackend.now)
        fake.jobs.add(Job(sequence: 1, submission: submission, state: .completed))
        let delivery = Delivery(
            number: 3, job: submission.id, webhook: try #require(Webhook("https://example.org/")),
            state: .completed,
            endedAt: FakeBackend.now, tries: 1, nextAt: FakeBackend.now)
        let attempt = DeliveryTry(at: FakeBackend.now, tookMilliseconds: 12, status: 500, failure: .refused)
        fake.jobs.add(delivery, tries: [attempt])
        return delivery
    }
}
