import Documents
import Crypto
import Foundation
import JobStore
import Jobs
import Outbound
import TestSupport
import Testing

@testable import Supervision

/// Webhooks as their receivers see them. Nothing here leaves the loopback interface: names lead where the test says.
@Suite struct WebhookTests {
    private static let taken = LocalServer.Answer.response(status: 204, body: [])

    @Test func theReceiverGetsASignedMessageWithTheJob() throws {
        let server = try LocalServer { _ in Self.taken }
        defer { server.stop() }
        try withOutbound { fixture in
            let job = try fixture.endJob(webhook: "\(server.url)/hook?a=b")
            fixture.thread.deliver()
            let (delivery, attempt, _) = try fixture.nextTry()
            #expect(attempt.failure == nil && attempt.status == 204)
            let request = try #require(server.received.first)
            #expect(request.method == "POST" && request.target == "/hook?a=b")
            #expect(request.headers["content-type"] == "application/json")
            #expect(request.headers["webhook-id"] == delivery.messageID)
            let seconds = try #require(request.headers["webhook-timestamp"])
            let signed = Data("\(delivery.messageID).\(seconds).".utf8) + Data(request.body)
            let code = HMAC<SHA256>.authenticationCode(
                for: signed, using: SymmetricKey(data: fixture.secret.key))
            #expect(request.headers["webhook-signature"] == "v1,\(Data(code).base64EncodedString())")
            let message = try #require(
                try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
            #expect(message["type"] as? String == "job.completed")
            #expect(message["timestamp"] as? String == "1970-01-01T00:00:00.003Z")
            #expect((message["data"] as? [String: Any])?["id"] as? String == "\(job.id)")
        }
    }

    /// The example that the specification gives.
    @Test func theSignatureIsThatOfStandardWebhooks() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        let headers = WebhookSigner(secret: secret).headers(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek", seconds: 1_614_265_330,
            body: Array(#"{"test": 2432232314}"#.utf8))
        #expect(headers.contains("webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="))
    }

    @Test(arguments: [
        (200, nil), (299, nil), (302, DeliveryFailure.refused), (400, .refused), (410, .gone),
        (500, .refused),
    ])
    func anAnswerIsTakenByItsStatus(status: Int, failure: DeliveryFailure?) throws {
        let server = try LocalServer { _ in
            .response(
                status: status, headers: ["Location: http://127.0.0.1:1/", "Retry-After: 90"], body: [])
        }
        defer { server.stop() }
        try withOutbound { fixture in
            _ = try fixture.endJob(webhook: server.url)
            fixture.thread.deliver()
            let (_, attempt, retryAfter) = try fixture.nextTry()
            #expect(attempt.status == status && attempt.failure == failure)
            #expect(retryAfter == .seconds(90))
        }
        #expect(server.received.count == 1)
    }

    @Test func anEndlessAnswerIsTakenByItsStatus() throws {
        let server = try LocalServer { _ in .endless }
        defer { server.stop() }
        try withOutbound { fixture in
            _ = try fixture.endJob(webhook: server.url)
            fixture.thread.deliver()
            let attempt = try fixture.nextTry().attempt
            #expect(attempt.status == 200 && attempt.failure == nil)
        }
    }

    @Test func aNameIsReachedAtTheAddressThatWasLookedAt() throws {
        let server = try LocalServer { _ in Self.taken }
        defer { server.stop() }
        try withOutbound(names: ["receiver.example": ["127.0.0.1"]]) { fixture in
            _ = try fixture.endJob(webhook: "http://receiver.example:\(server.port)/")
            fixture.thread.deliver()
            #expect(try fixture.nextTry().attempt.failure == nil)
        }
        #expect(server.received.first?.headers["host"] == "receiver.example:\(server.port)")
    }

    @Test(arguments: [
        ["127.0.0.1"], ["10.0.0.1"], ["169.254.169.254"], ["::1"], ["::ffff:127.0.0.1"], ["64:ff9b::7f00:1"],
        ["2002:7f00:1::"], ["fe80::1"], ["93.184.215.14", "127.0.0.1"],
    ])
    func aNameThatLeadsToAPrivateAddressIsToldNothing(addresses: [String]) throws {
        let server = try LocalServer { _ in Self.taken }
        defer { server.stop() }
        try withOutbound(allowed: .none, names: ["sly.example": addresses]) { fixture in
            _ = try fixture.endJob(webhook: "http://sly.example:\(server.port)/")
            fixture.thread.deliver()
            let attempt = try fixture.nextTry().attempt
            #expect(attempt.failure == .privateAddress && attempt.status == nil)
        }
        #expect(server.received.isEmpty)
    }

    @Test func anAddressInTheURLIsLookedAtLikeAnyOther() throws {
        let server = try LocalServer { _ in Self.taken }
        defer { server.stop() }
        try withOutbound(allowed: .none) { fixture in
            _ = try fixture.endJob(webhook: server.url)
            fixture.thread.deliver()
            #expect(try fixture.nextTry().attempt.failure == .privateAddress)
        }
        #expect(server.received.isEmpty)
    }

    @Test func aRedirectToAPrivateAddressIsNotFollowed() throws {
        let secret = try LocalServer { _ in Self.taken }
        let server = try LocalServer { _ in
            .response(status: 307, headers: ["Location: \(secret.url)/admin"], body: [])
        }
        defer {
            secret.stop()
            server.stop()
        }
        try withOutbound { fixture in
            _ = try fixture.endJob(webhook: server.url)
            fixture.thread.deliver()
            let attempt = try fixture.nextTry().attempt
            #expect(attempt.status == 307 && attempt.failure == .refused)
        }
        #expect(secret.received.isEmpty)
    }

    @Test func aNameWithoutAddressIsTriedAgain() throws {
        try withOutbound { fixture in
            _ = try fixture.endJob(webhook: "http://nowhere.example/")
            fixture.thread.deliver()
            #expect(try fixture.nextTry().attempt.failure == .unresolved)
        }
    }

    @Test func aReceiverThatNeverAnswersHoldsUpNoOther() throws {
        let silent = try LocalServer { _ in .silence }
        let server = try LocalServer { _ in Self.taken }
        defer {
            silent.stop()
            server.stop()
        }
        try withOutbound(names: ["silent.example": ["127.0.0.1"], "quick.example": ["127.0.0.1"]]) {
            fixture in
            let unheard = "http://silent.example:\(silent.port)/"
            let heard = "http://quick.example:\(server.port)/"
            try fixture.endJobs(
                webhooks: Array(repeating: unheard, count: 40) + Array(repeating: heard, count: 6))
            fixture.thread.deliver()
            for _ in 0..<6 {
                let (delivery, attempt, _) = try fixture.nextTry()
                #expect(delivery.webhook.host == "quick.example" && attempt.failure == nil)
                try fixture.writer.commit([.recordTry(delivery: delivery.number, attempt, next: nil)])
                fixture.thread.recorded([delivery.number])
            }
        }
        #expect(silent.received.count <= WebhookDesk.mostToOneHost)
        #expect(server.received.count == 6)
    }

    @Test func aDeliveryIsMadeOnceUntilItsTryIsDurable() throws {
        let server = try LocalServer { _ in Self.taken }
        defer { server.stop() }
        try withOutbound { fixture in
            _ = try fixture.endJob(webhook: server.url)
            fixture.thread.deliver()
            let (first, attempt, _) = try fixture.nextTry()
            let other = try fixture.endJob(webhook: server.url)
            fixture.thread.deliver()
            #expect(try fixture.nextTry().delivery.job == other.id)
            try fixture.writer.commit([
                .recordTry(delivery: first.number, attempt, next: Timestamp(milliseconds: 4))
            ])
            fixture.thread.recorded([first.number])
            let again = try fixture.nextTry().delivery
            #expect(again.number == first.number && again.tries == 1)
        }
        #expect(Set(server.received.compactMap { $0.headers["webhook-id"] }).count == 2)
        #expect(server.received.count == 3)
    }

    @Test func theEndOfAJobThatIsDoneAgainIsNoNewsAnyMore() throws {
        let server = try LocalServer { _ in Self.taken }
        defer { server.stop() }
        try withOutbound { fixture in
            var job = Submission(
                id: JobID(high: 5, low: 5), user: .guest, kind: .sleep, options: JobOptions(), image: nil,
                fileName: nil, submittedAt: Timestamp(milliseconds: 1))
            job.webhook = Webhook(server.url)
            let cancelled = StoreChange.settle(
                job.id, .cancelled, at: Timestamp(milliseconds: 3), problem: nil, result: nil, attempt: nil)
            try fixture.writer.commit([.submit(job), cancelled, .retry(job.id, by: .guest)])
            fixture.thread.deliver()
            #expect(try fixture.nextTry().attempt.failure == .superseded)
        }
        #expect(server.received.isEmpty)
    }

    @Test func theSecretIsMadeOnceForItsOwnerAlone() throws {
        try withTemporaryFolder { folder in
            let settings = ServiceSettings(dataFolder: folder, assetsFolder: folder)
            let made = try WebhookSecret.ofService(settings)
            #expect(made.text.hasPrefix("whsec_") && WebhookSecret(made.text) == made)
            let again = try WebhookSecret.ofService(settings)
            #expect(again == made)
            let facts = try FileManager.default.attributesOfItem(atPath: settings.webhookSecretPath)
            #expect(facts[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func aSecretThatIsSetIsUsedAndNoneIsMade() throws {
        try withTemporaryFolder { folder in
            var settings = ServiceSettings(dataFolder: folder, assetsFolder: folder)
            settings.outbound.webhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            let used = try WebhookSecret.ofService(settings).text
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(used == settings.outbound.webhookSecret && files.isEmpty)
        }
    }

    /// The value is another program's.
    @Test func aSecretFollowsFromTheServicesOwnUnlessItIsSet() throws {
        try withTemporaryFolder { folder in
            var settings = ServiceSettings(dataFolder: folder, assetsFolder: folder)
            settings.outbound.secretKey = "key of the service"
            let derived = try WebhookSecret.ofService(settings).text
            let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            #expect(derived == "whsec_UyJSITBNnjfK09sOkXdB5k8x8EBOvI1dXUlIC50nfZ0=" && files.isEmpty)
            settings.outbound.webhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            let used = try WebhookSecret.ofService(settings).text
            #expect(used == settings.outbound.webhookSecret)
        }
    }

    @Test func aDamagedSecretStopsTheStart() throws {
        try withTemporaryFolder { folder in
            let settings = ServiceSettings(dataFolder: folder, assetsFolder: folder)
            try Data("nonsense".utf8).write(to: URL(filePath: settings.webhookSecretPath))
            #expect(throws: SupervisorError.self) { try WebhookSecret.ofService(settings) }
        }
    }
}
