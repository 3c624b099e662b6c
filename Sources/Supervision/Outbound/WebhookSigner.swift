import Crypto
import Documents
import Foundation
import JobStore
import Jobs
import Outbound

/// Writes messages of webhooks and signs them, as Standard Webhooks says (standardwebhooks.com).
struct WebhookSigner: Sendable {
    let secret: WebhookSecret

    /// The whole document that a receiver gets.
    private struct Message: Encodable {
        let type: String
        /// When it happened.
        let timestamp: String
        let data: JobDocument
    }

    /// The request that tells the receiver of `delivery` how `job` ended.
    /// - Throws: `Problem` with `.internalError`.
    func request(
        for delivery: Delivery, _ job: Job, attempts: [Attempt], at now: Timestamp
    ) throws(Problem) -> OutboundRequest {
        let message = Message(
            type: delivery.event, timestamp: delivery.endedAt.rfc3339,
            data: JobDocument(job, now: now, attemptLog: attempts))
        var request = OutboundRequest(url: delivery.webhook.url)
        request.method = "POST"
        request.body = try JSON.bytes(of: message)
        request.headers =
            ["Content-Type: application/json"]
            + headers(id: delivery.messageID, seconds: now.milliseconds / 1000, body: request.body)
        return request
    }

    /// - Parameters:
    ///   - id: the message's.
    ///   - seconds: of the try, since 1970.
    ///   - body: as it is sent.
    /// - Returns: what identifies and signs the message.
    func headers(id: String, seconds: Int64, body: [UInt8]) -> [String] {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(id).\(seconds).".utf8) + body, using: SymmetricKey(data: secret.key))
        return [
            "webhook-id: \(id)", "webhook-timestamp: \(seconds)",
            "webhook-signature: v1,\(Data(code).base64EncodedString())",
        ]
    }
}
