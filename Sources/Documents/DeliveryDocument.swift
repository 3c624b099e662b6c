package import Jobs

/// The deliveries of a job's webhook.
package struct DeliveryListDocument: Encodable, Sendable {
    private let deliveries: [DeliveryDocument]

    package init(deliveries: [DeliveryDocument]) {
        self.deliveries = deliveries
    }
}

/// One piece of news for the receiver of a webhook. What does not apply is absent.
package struct DeliveryDocument: Encodable, Sendable {
    private let number: Int64
    /// The message's `webhook-id`.
    private let message: String
    private let type: String
    private let url: String
    /// `waiting`, `delivered` or `given_up`.
    private let state: String
    private let createdAt: String
    private let nextAt: String?
    private let deliveredAt: String?
    private let tries: [DeliveryTryDocument]

    package init(_ delivery: Delivery, tries: [DeliveryTry]) {
        number = delivery.number
        message = delivery.messageID
        type = delivery.event
        url = delivery.webhook.url
        state =
            delivery.nextAt != nil ? "waiting" : delivery.deliveredAt != nil ? "delivered" : "given_up"
        createdAt = delivery.endedAt.rfc3339
        nextAt = delivery.nextAt?.rfc3339
        deliveredAt = delivery.deliveredAt?.rfc3339
        self.tries = tries.map(DeliveryTryDocument.init)
    }

    private enum CodingKeys: String, CodingKey {
        case number, message, type, url, state
        case createdAt = "created_at"
        case nextAt = "next_at"
        case deliveredAt = "delivered_at"
        case tries
    }
}

/// One try to deliver.
private struct DeliveryTryDocument: Encodable, Sendable {
    private let at: String
    private let tookMilliseconds: Int64
    private let status: Int?
    /// Why it failed; absent when the news was taken.
    private let failure: String?

    init(_ attempt: DeliveryTry) {
        at = attempt.at.rfc3339
        tookMilliseconds = attempt.tookMilliseconds
        status = attempt.status
        failure = attempt.failure?.rawValue
    }

    private enum CodingKeys: String, CodingKey {
        case at
        case tookMilliseconds = "took_ms"
        case status, failure
    }
}
