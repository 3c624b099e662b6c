import Documents
import JobStore
import Jobs
import Outbound

/// Chooses the deliveries that are made now: those that are due, so many at once in all and to one host, so that a host
/// that is slow holds up no other. For use by one thread.
struct WebhookDesk {
    let reader: StoreReader
    /// For users without a secret of their own.
    let signer: WebhookSigner
    /// What may be reached beside public addresses.
    let allowed: AddressRanges
    /// Taken and not yet recorded, and their hosts.
    private var busy: [Int64: String] = [:]
    /// When something is due that was not yet; nil when nothing is, or a place has to become free first.
    private(set) var nextLook: Timestamp?

    static let mostAtOnce = 32
    static let mostToOneHost = 4

    init(reader: StoreReader, signer: WebhookSigner, allowed: AddressRanges) {
        self.reader = reader
        self.signer = signer
        self.allowed = allowed
    }

    /// The deliveries to begin with, each of which counts as busy until `forget`.
    /// - Throws: `StoreError`.
    mutating func take(at now: Timestamp) throws(StoreError) -> [Delivery] {
        nextLook = nil
        var taken: [Delivery] = []
        for host in try reader.deliveryHosts() {
            guard busy.count < Self.mostAtOnce else { break }
            guard host.nextAt <= now else {
                nextLook = host.nextAt
                break
            }
            taken += try take(of: host.name, at: now)
        }
        return taken
    }

    private mutating func take(of host: String, at now: Timestamp) throws(StoreError) -> [Delivery] {
        let own = busy.values.count { $0 == host }
        let places = min(Self.mostToOneHost - own, Self.mostAtOnce - busy.count)
        guard places > 0 else { return [] }
        let due = try reader.dueDeliveries(to: host, at: now, limit: places + own)
        let chosen = due.filter { busy[$0.number] == nil }.prefix(places)
        for delivery in chosen { busy[delivery.number] = host }
        return Array(chosen)
    }

    /// What came of a try is durable, so that the store knows when the next one is due.
    mutating func forget(_ deliveries: [Int64]) {
        for delivery in deliveries { busy[delivery] = nil }
    }

    /// Why a host with these addresses is not told anything; nil when it may be. One address that may not be reached is
    /// one too many: which of them answers is not for us to choose.
    func objection(to addresses: [IPAddress]) -> DeliveryFailure? {
        guard !addresses.isEmpty else { return .unresolved }
        return addresses.allSatisfy { $0.isPublic || allowed.contains($0) } ? nil : .privateAddress
    }

    /// The request that makes the delivery; nil where its news is none any more.
    /// - Throws: `StoreError` and `Problem`.
    func request(
        for delivery: Delivery, to addresses: [IPAddress], at now: Timestamp
    ) throws -> OutboundRequest? {
        guard let job = try reader.job(delivery.job, of: nil), job.state == delivery.state,
            job.endedAt == delivery.endedAt
        else { return nil }
        let attempts = try reader.attempts(of: delivery.job)
        let own = try reader.account(job.submission.user)?.webhookSecret.flatMap { WebhookSecret($0) }
        let signer = own.map { WebhookSigner(secret: $0) } ?? self.signer
        var request = try signer.request(for: delivery, job, attempts: attempts, at: now)
        request.addresses = addresses
        return request
    }
}

extension DeliveryTry {
    /// What came of a try that began at `at`.
    init(
        _ result: Result<OutboundResponse, OutboundFailure>, at: Timestamp, tookMilliseconds: Int64
    ) {
        let (status, failure) = result.meaning
        self.init(at: at, tookMilliseconds: tookMilliseconds, status: status, failure: failure)
    }
}

extension Result<OutboundResponse, OutboundFailure> {
    /// An answer whose body is too long is one all the same: its status has been read, and nothing else is of interest.
    fileprivate var meaning: (status: Int?, DeliveryFailure?) {
        switch self {
        case .success(let response): (response.status, DeliveryFailure(status: response.status))
        case .failure(let failure):
            switch failure.code {
            case .tooLarge: (failure.status, DeliveryFailure(status: failure.status ?? 0))
            case .timeout: (failure.status, .timeout)
            case .connection: (failure.status, .connection)
            case .insecure: (failure.status, .insecure)
            case .unresolved: (failure.status, .unresolved)
            case .refusedAddress: (failure.status, .privateAddress)
            case .malformed: (failure.status, .malformed)
            }
        }
    }

    /// How long the receiver wants to be left alone; nil when it does not say in seconds.
    var retryAfter: Duration? {
        guard case .success(let response) = self else { return nil }
        return response.headers["retry-after"].flatMap { Int($0) }.map { .seconds(max(0, $0)) }
    }
}

extension DeliveryFailure {
    /// Nil for a status that says that the news was taken.
    fileprivate init?(status: Int) {
        switch status {
        case 200..<300: return nil
        case 410: self = .gone
        default: self = .refused
        }
    }
}
