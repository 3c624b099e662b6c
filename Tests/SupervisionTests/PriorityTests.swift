import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct PriorityTests {
    private func submission(
        _ user: String, _ priority: Int, _ scenario: inout SupervisorScenario
    ) -> Submission {
        var submission = scenario.submission(user)
        submission.priority = Priority(priority) ?? .normal
        return submission
    }

    /// The jobs that run, one after the other on one processor.
    private func served(_ count: Int, _ scenario: inout SupervisorScenario) throws -> [JobID] {
        var ids: [JobID] = []
        for _ in 0..<count {
            let (slot, work) = try #require(
                scenario.state.slots.enumerated().compactMap { index, slot in
                    if case .busy(_, let work) = slot { (index, work.job) } else { nil }
                }.first)
            ids.append(work)
            _ = scenario.report(slot, SupervisorScenario.success)
            _ = scenario.settleBatches()
            scenario.warmUp()
        }
        return ids
    }

    @Test func `The higher runs earlier among its owner's jobs, also after a restart`() throws {
        var scenario = SupervisorScenario(processors: 1)
        let priorities = [0, -10, 10, 0, 3]
        let jobs = priorities.map { submission("ann", $0, &scenario) }
        scenario.restore(
            jobs.enumerated().map { Job(sequence: Int64($0), submission: $1, state: .pending) })
        scenario.warmUp()
        let order = [2, 4, 0, 3, 1].map { jobs[$0].id }
        #expect(try served(5, &scenario) == order)
    }

    @Test func `No priority puts a job before another user's`() throws {
        var scenario = SupervisorScenario(processors: 1)
        let first = submission("bob", -10, &scenario)
        let second = submission("ann", 10, &scenario)
        scenario.restore(
            [first, second].enumerated().map { Job(sequence: Int64($0), submission: $1, state: .pending) })
        scenario.warmUp()
        #expect(try served(2, &scenario) == [first.id, second.id])
    }

    @Test func `A job that is cancelled or tried again goes and comes by its priority`() throws {
        var scenario = SupervisorScenario(processors: 1)
        let jobs = [0, 5, 5].map { submission("ann", $0, &scenario) }
        for (ticket, job) in jobs.enumerated() { _ = scenario.accept(job, ticket: ticket) }
        scenario.tell(.command(.cancel(jobs[1].id, by: jobs[1].user), 9))
        _ = scenario.settleBatches()
        #expect(scenario.state.counts.waiting == 2)
        scenario.tell(.command(.retry(jobs[1].id, by: jobs[1].user), 10))
        var result = CommitResult()
        result.retried[jobs[1].id] = Job(sequence: 2, submission: jobs[1], state: .pending)
        scenario.tell(.committed(result))
        scenario.warmUp()
        #expect(try served(3, &scenario) == [jobs[2].id, jobs[1].id, jobs[0].id])
    }
}
