import CPlatform
import Foundation
import Glibc
import JobStore
import Jobs
import Logging
import Outbound
import Synchronization

/// The thread that speaks to other servers: it runs errands and tells the receivers of webhooks, many at once. The event
/// loop says what is to be done and learns of the ends through a descriptor that it polls; it never waits for any of it.
///
/// `@unchecked Sendable`: `photos`, `webhooks` and what belongs to them are touched by the thread alone, everything else
/// but `state` is immutable and itself Sendable.
final class OutboundThread: @unchecked Sendable {
    private let transfers = Transfers<Transfer>()
    private let resolver: any NameResolving
    private let logger: Logger
    private let ended = DispatchSemaphore(value: 0)
    private let state = Mutex(State())
    /// Readable when something has ended.
    let finished: EventDescriptor

    private var photos: PhotoDesk
    private var webhooks: WebhookDesk
    /// The tries under way, by the numbers of their deliveries.
    private var tries: [Int64: Try] = [:]
    private var thanks: UInt64 = 0
    private var mayDeliver = true
    /// Monotonic time of the last look for what is to be delivered.
    private var lastLook: Duration = .zero

    private enum Transfer: Hashable, Sendable {
        case errand(JobID)
        case delivery(Int64)
        /// Its answer is of no interest.
        case thanks(UInt64)
    }

    private struct Try {
        let delivery: Delivery
        let begun: Moment
    }

    private enum Order {
        case run(Assignment)
        case drop(JobID)
        case deliver
        case recorded([Int64])
        case resolved(Int64, [IPAddress])
    }

    /// What has ended.
    enum End: Sendable {
        case errand(JobID, attempt: Int, Report)
        case tried(Delivery, DeliveryTry, retryAfter: Duration?)
    }

    private struct State {
        var orders: [Order] = []
        var ends: [End] = []
        var isClosed = false
    }

    /// After the store could not be read.
    private static let pause = Duration.seconds(1)
    private static let longestWait = Duration.seconds(60)

    /// - Throws: `SupervisorError` when no descriptor can be had.
    init(
        photos: PhotoDesk, webhooks: WebhookDesk, resolver: any NameResolving = SystemResolver(),
        logger: Logger
    ) throws(SupervisorError) {
        self.photos = photos
        self.webhooks = webhooks
        self.resolver = resolver
        self.logger = logger
        finished = try EventDescriptor()
    }

    /// Starts the thread.
    func start() {
        let thread = Thread { self.run() }
        thread.name = "outbound"
        thread.start()
    }
}

/// What the event loop says and asks.
extension OutboundThread {
    func run(_ errand: Assignment) { give(.run(errand)) }

    /// Nobody wants the errand any more. Its end may have been told already.
    func drop(_ id: JobID) { give(.drop(id)) }

    /// There may be something to deliver.
    func deliver() { give(.deliver) }

    /// What came of the tries of these deliveries is in the store.
    func recorded(_ deliveries: [Int64]) { give(.recorded(deliveries)) }

    /// What has ended, each once.
    func takeEnds() -> [End] {
        finished.clear()
        return state.withLock { state in
            defer { state.ends = [] }
            return state.ends
        }
    }

    /// Waits for the thread to end. What is under way is given up: the next supervisor does it again.
    func close() {
        state.withLock { $0.isClosed = true }
        transfers.wake()
        ended.wait()
    }

    private func give(_ order: Order) {
        state.withLock { $0.orders.append(order) }
        transfers.wake()
    }
}

/// The thread.
extension OutboundThread {
    private func run() {
        defer { ended.signal() }
        while true {
            let (orders, isClosed) = state.withLock { state in
                defer { state.orders = [] }
                return (state.orders, state.isClosed)
            }
            if isClosed { return }
            for order in orders { carryOut(order) }
            let wait = lookForDeliveries()
            for (transfer, result) in transfers.wait(atMost: wait) { take(result, of: transfer) }
        }
    }

    private func carryOut(_ order: Order) {
        switch order {
        case .run(let errand): follow(photos.begin(errand, at: Moment.now().monotonic), for: errand.id)
        case .drop(let id):
            photos.drop(id)
            transfers.cancel(.errand(id))
        case .deliver: mayDeliver = true
        case .recorded(let deliveries):
            webhooks.forget(deliveries)
            mayDeliver = true
        case .resolved(let delivery, let addresses): begin(delivery, to: addresses)
        }
    }

    private func take(_ result: Result<OutboundResponse, OutboundFailure>, of transfer: Transfer) {
        switch transfer {
        case .errand(let id):
            if let step = photos.take(result, for: id, at: Moment.now().monotonic) { follow(step, for: id) }
        case .delivery(let number):
            endTry(number, retryAfter: result.retryAfter) { at, took in
                DeliveryTry(result, at: at, tookMilliseconds: took)
            }
        case .thanks:
            if case .failure(let failure) = result {
                logger.info("a download could not be counted: \(failure.detail.escapedForLog)")
            }
        }
    }

    private func follow(_ step: PhotoDesk.Step, for id: JobID) {
        switch step {
        case .ask(let request): transfers.start(request, as: .errand(id))
        case .report(let attempt, let report, let thanks):
            if let thanks {
                self.thanks &+= 1
                transfers.start(thanks, as: .thanks(self.thanks))
            }
            tell(.errand(id, attempt: attempt, report))
        }
    }

    private func tell(_ end: End) {
        state.withLock { $0.ends.append(end) }
        finished.signal()
    }
}

/// Deliveries.
extension OutboundThread {
    /// Begins what is due.
    /// - Returns: how long there is nothing more to look for.
    private func lookForDeliveries() -> Duration {
        let now = Moment.now()
        let isDue = webhooks.nextLook.map { $0 <= now.wall } ?? false
        // Now and then without a reason, for nobody says when the clock is set.
        if mayDeliver || isDue || now.monotonic - lastLook >= Self.longestWait {
            lastLook = now.monotonic
            do throws(StoreError) {
                for delivery in try webhooks.take(at: now.wall) { resolve(delivery, now) }
                mayDeliver = false
            } catch {
                logger.error("webhooks cannot be read; trying again: \(error)")
                return Self.pause
            }
        }
        guard let next = webhooks.nextLook else { return Self.longestWait }
        return min(.milliseconds(max(0, next.milliseconds - now.wall.milliseconds)), Self.longestWait)
    }

    private func resolve(_ delivery: Delivery, _ now: Moment) {
        let number = delivery.number
        tries[number] = Try(delivery: delivery, begun: now)
        resolver.resolve(delivery.webhook.host) { [weak self] addresses in
            self?.give(.resolved(number, addresses))
        }
    }

    private func begin(_ number: Int64, to addresses: [IPAddress]) {
        guard let delivery = tries[number]?.delivery else { return }
        if let objection = webhooks.objection(to: addresses) { return endTry(number, objection) }
        do {
            if let request = try webhooks.request(for: delivery, to: addresses, at: Moment.now().wall) {
                transfers.start(request, as: .delivery(number))
            } else {
                endTry(number, .superseded)
            }
        } catch {
            logger.error("the webhook of job \(delivery.job) cannot be written; trying again: \(error)")
            tries[number] = nil
            webhooks.forget([number])
        }
    }

    private func endTry(_ number: Int64, _ failure: DeliveryFailure) {
        endTry(number, retryAfter: nil) { at, took in
            DeliveryTry(at: at, tookMilliseconds: took, failure: failure)
        }
    }

    private func endTry(
        _ number: Int64, retryAfter: Duration?, _ make: (Timestamp, Int64) -> DeliveryTry
    ) {
        guard let ended = tries.removeValue(forKey: number) else { return }
        let took = Int64((Moment.now().monotonic - ended.begun.monotonic) / .milliseconds(1))
        tell(.tried(ended.delivery, make(ended.begun.wall, took), retryAfter: retryAfter))
    }
}
