import Jobs
import Testing

@Suite struct WebhookTests {
    @Test(arguments: [
        "http://127.0.0.1:9/", "http://10.1.2.3/", "http://169.254.169.254/latest/", "http://[::1]/",
        "http://[::ffff:10.0.0.1]/", "http://[fd00::1]/", "http://[64:ff9b::a00:1]/", "http://100.64.0.1/",
        "http://localhost/", "http://a.localhost:8080/", "http://0.0.0.0/", "http://224.0.0.1/",
    ])
    func whatLeadsToNoPublicAddressIsSeenUnlessAllowed(url: String) throws {
        let webhook = try #require(Webhook(url))
        #expect(webhook.isPlainlyPrivate(allowing: .none))
        #expect(!webhook.isPlainlyPrivate(allowing: .everything))
    }

    @Test(arguments: ["https://example.org/hook", "http://1.1.1.1/", "http://[2600::1]/", "http://intranet/"])
    func namesAndPublicAddressesPass(url: String) throws {
        #expect(try !#require(Webhook(url)).isPlainlyPrivate(allowing: .none))
    }

    @Test func aRangeAllowsItsAddressesAlone() throws {
        let allowed = try #require(AddressRanges("127.0.0.0/8"))
        #expect(try !#require(Webhook("http://127.0.0.1/")).isPlainlyPrivate(allowing: allowed))
        #expect(try !#require(Webhook("http://localhost/")).isPlainlyPrivate(allowing: allowed))
        #expect(try #require(Webhook("http://10.0.0.1/")).isPlainlyPrivate(allowing: allowed))
    }

    @Test func aURLThatIsTooLongIsNoWebhook() {
        let longest = "http://a/" + String(repeating: "w", count: Webhook.maximumBytes - 9)
        #expect(Webhook(longest)?.url == longest)
        #expect(Webhook(longest + "w") == nil)
    }

    @Test func theMessageOfADeliveryHasOneNameAtEveryTry() throws {
        let webhook = try #require(Webhook("https://example.org/"))
        var delivery = Delivery(
            number: 7, job: JobID(high: 1, low: 2), webhook: webhook, state: .failed,
            endedAt: Timestamp(milliseconds: 5))
        #expect(delivery.messageID == "msg_00000000-0000-0001-0000-000000000002_7")
        #expect(delivery.event == "job.failed")
        delivery.tries = 3
        #expect(delivery.messageID == "msg_00000000-0000-0001-0000-000000000002_7")
    }
}
