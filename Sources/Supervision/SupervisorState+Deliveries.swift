import Jobs
import JobStore
import Logging

/// Webhooks: who is told what stands in the store, and when next is decided here.
extension SupervisorState {
    mutating func record(
        _ attempt: DeliveryTry, of delivery: Delivery, retryAfter: Duration?, _ now: Moment
    ) {
        let spread = Double.random(in: 0.8...1.2, using: &random)
        let pause = DeliveryPolicy.pause(
            after: attempt, tries: delivery.tries + 1, retryAfter: retryAfter, spread: spread)
        let next = pause.map { Timestamp(milliseconds: now.wall.milliseconds + Int64($0 / .milliseconds(1))) }
        batches.append(.recordTry(delivery: delivery.number, attempt, next: next))
        guard let failure = attempt.failure else { return }
        let future = next.map { "trying again at \($0.rfc3339)" } ?? "given up"
        actions.append(
            .log(
                .info,
                "webhook of job \(delivery.job): try \(delivery.tries + 1): \(failure.rawValue); \(future)"))
    }

    /// What follows from a durable batch.
    mutating func finishDeliveries(_ changes: [StoreChange], _ result: CommitResult) {
        let recorded = changes.compactMap(\.triedDelivery)
        if !recorded.isEmpty { actions.append(.deliveriesRecorded(recorded)) }
        if result.deliveries > 0 { actions.append(.deliver) }
    }
}

extension StoreChange {
    fileprivate var triedDelivery: Int64? {
        if case .recordTry(let delivery, _, _) = self { delivery } else { nil }
    }
}
