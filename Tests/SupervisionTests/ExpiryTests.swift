import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct ExpiryTests {
    private let ids = (0..<3).map { JobID(high: 9, low: $0) }

    @Test func `jobs whose time is over go, their files once that is durable`() {
        var scenario = SupervisorScenario()
        let begun = scenario.tell(.expired(ids))
        #expect(begun.commits == [ids.map { .expire($0) }])
        #expect(begun.removed.isEmpty && scenario.state.isExpiring)
        let after = scenario.tell(.committed(CommitResult(expired: [ids[0], ids[2]])))
        #expect(Set(after.removed) == [ids[0], ids[2]])
        #expect(!scenario.state.isExpiring)
    }

    @Test func `a lot on its way is one, also behind another batch`() {
        var scenario = SupervisorScenario()
        _ = scenario.tell(.command(.submit(scenario.submission()), 1))
        _ = scenario.tell(.expired(ids))
        _ = scenario.tell(.committed(CommitResult()))
        #expect(scenario.state.isExpiring)
        _ = scenario.tell(.committed(CommitResult()))
        #expect(!scenario.state.isExpiring)
    }

    @Test func `a job that waits again stays`() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        _ = scenario.accept(submission)
        #expect(scenario.tell(.expired([submission.id])).commits.isEmpty)
        #expect(!scenario.state.isExpiring)
        #expect(scenario.tell(.command(.expire([submission.id]), 4)).answers == [4: .accepted])
    }

    @Test func `a failing disk gives a lot up, and it is found again`() {
        var scenario = SupervisorScenario()
        _ = scenario.tell(.expired(ids))
        _ = scenario.tell(.commitFailed(reason: "full"))
        #expect(!scenario.state.isExpiring)
        #expect(scenario.advance(by: .seconds(1)).commits.isEmpty)
    }

    @Test func `a command is answered when all of its jobs are gone`() {
        var scenario = SupervisorScenario()
        #expect(scenario.tell(.command(.expire(ids), 1)).answers.isEmpty)
        let after = scenario.tell(.committed(CommitResult(expired: Set(ids))))
        #expect(after.answers == [1: .accepted])
        #expect(Set(after.removed) == Set(ids))
        #expect(scenario.tell(.command(.expire([]), 2)).answers == [2: .accepted])
    }

    @Test func `what need not be remembered is forgotten`() {
        var scenario = SupervisorScenario()
        #expect(scenario.tell(.forgettable(ids[1])).commits == [[.forget(upTo: ids[1])]])
    }
}
