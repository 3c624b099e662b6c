import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct DeliveryStateTests {
    private static func delivery(tries: Int = 0) throws -> Delivery {
        Delivery(
            number: 3, job: JobID(high: 1, low: 1), webhook: try #require(Webhook("https://example.org/")),
            state: .completed, endedAt: Timestamp(milliseconds: 0), tries: tries)
    }

    private static func attempt(_ failure: DeliveryFailure?) -> DeliveryTry {
        DeliveryTry(at: Timestamp(milliseconds: 1), tookMilliseconds: 2, failure: failure)
    }

    @Test func aCommitThatMadeDeliveriesHasThemMade() {
        var scenario = SupervisorScenario()
        _ = scenario.tell(.command(.submit(scenario.submission()), 1))
        var result = CommitResult()
        result.deliveries = 1
        #expect(scenario.tell(.committed(result)).contains { if case .deliver = $0 { true } else { false } })
    }

    @Test func aFailedTryIsRecordedWithTheTimeOfTheNext() throws {
        var scenario = SupervisorScenario()
        let event = SupervisorScenario.Event.deliveryTried(
            try Self.delivery(), Self.attempt(.timeout), retryAfter: nil)
        let next = try #require(scenario.tell(event).nextTry)
        let pause = next.milliseconds - scenario.now.wall.milliseconds
        #expect((4000...6000).contains(pause))
    }

    @Test func whatTheReceiverTookIsTriedNoMore() throws {
        var scenario = SupervisorScenario()
        let event = SupervisorScenario.Event.deliveryTried(
            try Self.delivery(), Self.attempt(nil), retryAfter: nil)
        #expect(scenario.tell(event).nextTry == nil)
    }

    @Test func whenATryIsDurableTheThreadIsToldSo() throws {
        var scenario = SupervisorScenario()
        _ = scenario.tell(.deliveryTried(try Self.delivery(), Self.attempt(nil), retryAfter: nil))
        #expect(scenario.tell(.committed(CommitResult())).recordedDeliveries == [3])
    }

    @Test func aTryThatTheStoreRefusesIsLetGoOfToo() throws {
        var scenario = SupervisorScenario()
        _ = scenario.tell(.deliveryTried(try Self.delivery(), Self.attempt(nil), retryAfter: nil))
        #expect(scenario.tell(.commitRefused(change: 0, reason: "test")).recordedDeliveries == [3])
    }

    @Test func aTrySurvivesAFailureOfTheDisk() throws {
        var scenario = SupervisorScenario()
        _ = scenario.tell(.deliveryTried(try Self.delivery(), Self.attempt(nil), retryAfter: nil))
        #expect(scenario.tell(.commitFailed(reason: "test")).recordedDeliveries.isEmpty)
        #expect(scenario.advance(by: .seconds(1)).commits.joined().count == 1)
    }

    @Test func redeliveryIsAnsweredByWhatTheCommitFound() {
        var scenario = SupervisorScenario()
        let id = JobID(high: 1, low: 1)
        _ = scenario.tell(.command(.redeliver(id, delivery: 3, by: .guest), 1))
        var found = CommitResult()
        found.redelivered = [3]
        #expect(scenario.tell(.committed(found)).answers[1] == .accepted)
        _ = scenario.tell(.command(.redeliver(id, delivery: 4, by: .guest), 2))
        #expect(scenario.tell(.committed(CommitResult())).answers[2] == .refused)
    }

    @Test func pausesGrowUntilTheReceiverIsGivenUp() {
        let pauses = (1...9).map {
            DeliveryPolicy.pause(after: Self.attempt(.refused), tries: $0, retryAfter: nil, spread: 1)
        }
        #expect(pauses.dropLast() == DeliveryPolicy.pauses.map(Optional.some)[...])
        #expect(pauses.last == .some(nil))
    }

    @Test(arguments: [DeliveryFailure.gone, .privateAddress, .superseded])
    func whatCannotEndOtherwiseIsTriedOnce(failure: DeliveryFailure) {
        #expect(
            DeliveryPolicy.pause(after: Self.attempt(failure), tries: 1, retryAfter: nil, spread: 1) == nil)
    }

    @Test func aReceiverMayAskForMoreTimeWithinADay() {
        func pause(_ retryAfter: Duration) -> Duration? {
            DeliveryPolicy.pause(after: Self.attempt(.refused), tries: 1, retryAfter: retryAfter, spread: 1)
        }
        #expect(pause(.seconds(600)) == .seconds(600))
        #expect(pause(.seconds(1)) == .seconds(5))
        #expect(pause(.seconds(1_000_000)) == .seconds(86_400))
    }
}

extension [SupervisorAction<Int>] {
    /// When the delivery of a recorded try is tried next; nil when never, or when none was recorded.
    fileprivate var nextTry: Timestamp? {
        for change in commits.joined() { if case .recordTry(_, _, let next) = change { return next } }
        return nil
    }
    fileprivate var recordedDeliveries: [Int64] {
        flatMap { if case .deliveriesRecorded(let numbers) = $0 { numbers } else { [Int64]() } }
    }
}
