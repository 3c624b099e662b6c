import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct DelayedJobTests {
    private static func delayed(_ scenario: inout SupervisorScenario, by seconds: Int64) -> Submission {
        var submission = scenario.submission()
        submission.dueAt = Timestamp(milliseconds: scenario.now.wall.milliseconds + seconds * 1000)
        return submission
    }

    @Test func aDelayedJobHoldsNoProcessorUntilItIsDue() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = Self.delayed(&scenario, by: 60)
        #expect(scenario.accept(submission).assignments.isEmpty)
        #expect(scenario.state.nextDeadline == scenario.now.monotonic + .seconds(60))
        #expect(scenario.advance(by: .seconds(59)).assignments.isEmpty)
        let due = scenario.advance(by: .seconds(1))
        #expect(due.assignments.map(\.assignment.id) == [submission.id])
        #expect(due.commits.joined().first == .becomeDue(submission.id))
    }

    @Test func aClockThatIsSetBackDoesNotHoldAJobLonger() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        _ = scenario.accept(Self.delayed(&scenario, by: 60))
        scenario.now.wall.milliseconds -= 86_400_000
        #expect(scenario.advance(by: .seconds(60)).assignments.count == 1)
    }

    @Test func aDelayedJobCanBeCancelledAndThenNeverRuns() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = Self.delayed(&scenario, by: 60)
        _ = scenario.accept(submission)
        let cancelled = scenario.tell(.command(.cancel(submission.id, by: submission.user), 2))
        #expect(cancelled.settled[submission.id]?.state == .cancelled)
        _ = scenario.settleBatches()
        #expect(scenario.advance(by: .seconds(120)).assignments.isEmpty)
    }

    @Test func restoredDelayedJobsWaitForTheRestOfTheirTimeAndOverdueOnesRunAtOnce() {
        var scenario = SupervisorScenario()
        let (later, overdue) = (
            Self.delayed(&scenario, by: 60), Self.delayed(&scenario, by: -60)
        )
        let jobs = [later, overdue].enumerated().map {
            Job(sequence: Int64($0), submission: $1, state: .scheduled)
        }
        scenario.restore(jobs)
        scenario.warmUp()
        #expect(scenario.state.counts.running == 1)
        _ = scenario.settleBatches()
        #expect(scenario.advance(by: .seconds(60)).assignments.map(\.assignment.id) == [later.id])
    }

    @Test func shutdownDoesNotWaitForDelayedJobs() {
        var scenario = SupervisorScenario()
        _ = scenario.accept(Self.delayed(&scenario, by: 1))
        _ = scenario.tell(.stop)
        #expect(scenario.advance(by: .seconds(5)).commits.isEmpty)
        #expect(scenario.state.isSettled)
    }
}
