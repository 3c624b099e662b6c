import JobStore
import Jobs
import Scheduling
import Testing

@testable import Supervision

@Suite struct DeadlineTests {
    private static func submission(
        _ scenario: inout SupervisorScenario, deadline seconds: Int64, delay: Int64? = nil
    ) -> Submission {
        var submission = scenario.submission()
        submission.deadlineAt = Timestamp(milliseconds: scenario.now.wall.milliseconds + seconds * 1000)
        submission.dueAt = delay.map {
            Timestamp(milliseconds: scenario.now.wall.milliseconds + $0 * 1000)
        }
        return submission
    }

    @Test func `A job that has not begun in time fails and is not started`() {
        var scenario = SupervisorScenario()
        let submission = Self.submission(&scenario, deadline: 10)
        _ = scenario.accept(submission)
        #expect(scenario.advance(by: .milliseconds(9999)).settled.isEmpty)
        #expect(scenario.state.nextDeadline.map { $0 <= scenario.now.monotonic + .milliseconds(1) } == true)
        #expect(scenario.advance(by: .milliseconds(1)).settled[submission.id]?.code == .deadlinePassed)
        #expect(scenario.state.counts.waiting == 0)
        scenario.warmUp()
        #expect(scenario.state.counts.running == 0)
    }

    @Test func `A job that begins in time is not bound by it any more, not even in later attempts`() throws {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = Self.submission(&scenario, deadline: 10)
        let slot = try #require(scenario.accept(submission).assignments.first?.slot)
        #expect(scenario.wait(.seconds(20)).settled.isEmpty)
        #expect(scenario.end(slot, .signal(11)).settled.isEmpty)
        #expect(scenario.wait(.seconds(1)).assignments.count == 1)
    }

    @Test func `A scheduled job fails too when it cannot begin in time`() {
        var scenario = SupervisorScenario()
        let submission = Self.submission(&scenario, deadline: 10, delay: 9)
        let late = Self.submission(&scenario, deadline: 10, delay: 60)
        _ = scenario.accept(submission)
        _ = scenario.accept(late)
        let ended = scenario.wait(.seconds(11)).settled
        #expect(ended[submission.id]?.code == .deadlinePassed)
        #expect(ended[late.id]?.code == .deadlinePassed)
        scenario.warmUp()
        #expect(scenario.wait(.seconds(60)).assignments.isEmpty)
    }

    @Test func `A deadline outlives a restart, and the job that had begun before is free of it`() {
        var scenario = SupervisorScenario()
        let (waiting, begun) = (
            Self.submission(&scenario, deadline: 10), Self.submission(&scenario, deadline: 10)
        )
        let jobs = [
            Job(sequence: 1, submission: waiting, state: .pending),
            Job(sequence: 2, submission: begun, state: .pending, attempts: 1),
        ]
        scenario.restore(jobs)
        let ended = scenario.wait(.seconds(10)).settled
        #expect(ended.mapValues(\.code) == [waiting.id: .deadlinePassed])
        #expect(scenario.state.counts.waiting == 1)
    }

    @Test func `A cancelled job's deadline does nothing`() {
        var scenario = SupervisorScenario()
        let submission = Self.submission(&scenario, deadline: 10)
        _ = scenario.accept(submission)
        _ = scenario.tell(.command(.cancel(submission.id, by: submission.user), 2))
        _ = scenario.settleBatches()
        #expect(scenario.wait(.seconds(20)).settled.isEmpty)
        #expect(scenario.state.deadlines.count == 0)
    }
}
