import JobStore
import Jobs
import Scheduling
import Testing

@testable import Supervision

@Suite struct AccountTests {
    private let ann = UserName("ann") ?? .guest
    private let bob = UserName("bob") ?? .guest

    /// Has the change carried out; `found` says whether the store found what it was to change.
    private func carryOut(
        _ change: AccountChange, _ scenario: inout SupervisorScenario, found: Bool = true
    ) -> [SupervisorAction<Int>] {
        let sent = scenario.tell(.command(.account(change), 9))
        #expect(sent.commits.last?.last == .account(change))
        #expect(sent.answers[9] == nil)
        var result = CommitResult()
        if found { result.accounts = [change] }
        return scenario.tell(.committed(result))
    }

    @Test func `A change is answered once it is durable, and refused where it found nothing`() {
        var scenario = SupervisorScenario()
        #expect(carryOut(.remove(ann), &scenario).answers[9] == .accepted)
        #expect(carryOut(.remove(ann), &scenario, found: false).answers[9] == .refused)
        scenario.tell(.command(.account(.remove(ann)), 9))
        #expect(scenario.tell(.commitFailed(reason: "full")).answers[9] == .failed)
    }

    @Test func `The weight of a user counts from its commit on, and after a restart`() throws {
        var scenario = SupervisorScenario()
        let weight = try #require(Weight(4))
        _ = carryOut(.setWeight(ann, weight), &scenario)
        #expect(served(&scenario) == ["bob", "ann", "ann", "ann", "ann", "bob"])
        var restarted = SupervisorScenario()
        restarted.state.restore(weights: [ann: weight])
        #expect(served(&restarted) == ["bob", "ann", "ann", "ann", "ann", "bob"])
        var forgotten = SupervisorScenario()
        forgotten.state.restore(weights: [ann: weight])
        _ = carryOut(.remove(ann), &forgotten)
        #expect(served(&forgotten).filter { $0 == "ann" }.count == 3)
    }

    /// Whose jobs are served first, of two users who wait for long.
    private func served(_ scenario: inout SupervisorScenario) -> [String] {
        for _ in 0..<8 { for user in [bob, ann] { _ = scenario.accept(scenario.submission(user.text)) } }
        return (0..<6).compactMap { _ in scenario.state.queue.dequeue()?.user.text }
    }

    @Test func `Whoever is shut out reads no further events`() throws {
        let digest = try #require(ContentDigest(bytes: repeatElement(1, count: 32)))
        for change in [
            .remove(ann), .setPassword(ann, hash: nil, keeping: nil), .setRole(ann, .user),
            .revokeKey(APIKey.ID(number: 1), of: ann), .end(digest, of: ann),
        ] as [AccountChange] {
            var scenario = SupervisorScenario()
            #expect(carryOut(change, &scenario).notices == [.cutOff(ann)], "\(change)")
            #expect(carryOut(change, &scenario, found: false).notices.isEmpty)
        }
        var scenario = SupervisorScenario()
        #expect(carryOut(.setWeight(ann, nil), &scenario).notices.isEmpty)
    }

    @Test func `Passwords are tried no more often than the throttle takes`() {
        var scenario = SupervisorScenario()
        let attempt = SignInAttempt(user: ann, address: "192.0.2.1")
        let verdicts = (0..<20).compactMap { scenario.tell(.command(.trySignIn(attempt), $0)).answers[$0] }
        #expect(verdicts == Array(repeating: .accepted, count: 10) + Array(repeating: .throttled, count: 10))
        _ = scenario.advance(by: .seconds(10))
        #expect(scenario.tell(.command(.trySignIn(attempt), 1)).answers[1] == .accepted)
    }
}
