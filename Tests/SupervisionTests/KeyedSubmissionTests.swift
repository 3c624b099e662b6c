import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct KeyedSubmissionTests {
    @Test func `a submission whose key is taken becomes no job, and its sender is told`() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let (same, other, new) = (scenario.submission(), scenario.submission(), scenario.submission())
        var actions = scenario.tell(.command(.submit(same), 1))
        actions += scenario.tell(.command(.submit(other), 2))
        actions += scenario.tell(.command(.submit(new), 3))
        let found = CommitResult(replayed: [same.id, other.id], mismatched: [other.id])
        for _ in 0..<2 { actions += scenario.tell(.committed(found)) }
        #expect(actions.answers == [1: .repeated, 2: .mismatch, 3: .accepted])
        #expect(actions.assignments.map(\.assignment.id) == [new.id])
        #expect(scenario.state.tally.accepted == 1)
    }
}
