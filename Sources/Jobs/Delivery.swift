/// The news of one end of a job, on its way to the receiver of the job's webhook.
package struct Delivery: Hashable, Sendable {
    /// Numbers are not used twice while the job is there.
    package var number: Int64
    package var job: JobID
    package var webhook: Webhook
    /// The end: a terminal state, and when it was reached. A job that is done again has another end.
    package var state: JobState
    package var endedAt: Timestamp
    /// How often the receiver was tried.
    package var tries: Int
    /// When it is tried next; nil once it took the news, or was given up.
    package var nextAt: Timestamp?
    /// When the receiver took the news.
    package var deliveredAt: Timestamp?

    package init(
        number: Int64, job: JobID, webhook: Webhook, state: JobState, endedAt: Timestamp, tries: Int = 0,
        nextAt: Timestamp? = nil, deliveredAt: Timestamp? = nil
    ) {
        self.number = number
        self.job = job
        self.webhook = webhook
        self.state = state
        self.endedAt = endedAt
        self.tries = tries
        self.nextAt = nextAt
        self.deliveredAt = deliveredAt
    }

    /// The message's name, the same at every try, so that a receiver knows what it has taken before.
    package var messageID: String { "msg_\(job)_\(number)" }

    /// What the message says has happened, such as `job.completed`.
    package var event: String { "job.\(state.rawValue)" }
}

/// What came of one try to deliver.
package struct DeliveryTry: Hashable, Sendable {
    /// When it began.
    package var at: Timestamp
    package var tookMilliseconds: Int64
    /// The receiver's answer; nil where there was none.
    package var status: Int?
    /// Why it failed; nil when the receiver took the news.
    package var failure: DeliveryFailure?

    package init(at: Timestamp, tookMilliseconds: Int64, status: Int? = nil, failure: DeliveryFailure? = nil)
    {
        self.at = at
        self.tookMilliseconds = tookMilliseconds
        self.status = status
        self.failure = failure
    }
}

/// Why a try to deliver failed. The raw value is the form in the store and in documents.
package enum DeliveryFailure: String, CaseIterable, Hashable, Sendable {
    /// The receiver answered with a status other than 2xx; redirects, which are not followed, among them.
    case refused
    /// The receiver answered 410: it wants no more of this.
    case gone
    /// There was no whole answer in time.
    case timeout
    /// Nobody could be reached, or the connection broke.
    case connection
    /// The certificate is not one to be trusted, or another part of TLS failed.
    case insecure
    /// The host's name has no address.
    case unresolved
    /// The host's name leads to an address that webhooks may not reach.
    case privateAddress = "private_address"
    /// The answer is none.
    case malformed
    /// The job was done again meanwhile: this end of it is no news any more.
    case superseded

    /// Whether another try may end otherwise.
    package var isWorthRetrying: Bool {
        switch self {
        case .gone, .privateAddress, .superseded: false
        case .refused, .timeout, .connection, .insecure, .unresolved, .malformed: true
        }
    }
}
