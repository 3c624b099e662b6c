import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct ClockTests {
    private static func scheduled(_ scenario: inout SupervisorScenario) -> Submission {
        var submission = scenario.submission()
        submission.dueAt = Timestamp(milliseconds: scenario.now.wall.milliseconds + 60_000)
        return submission
    }

    @Test(arguments: [-86_400_000, 86_400_000] as [Int64])
    func `A clock that is set moves the stored times and neither hastens nor delays a job`(jump: Int64) {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = Self.scheduled(&scenario)
        _ = scenario.accept(submission)
        scenario.now.wall.milliseconds += jump
        let noticed = scenario.advance(by: .seconds(1))
        #expect(noticed.commits == [[.moveTimes(milliseconds: jump)]])
        _ = scenario.settleBatches()
        #expect(scenario.advance(by: .milliseconds(58_999)).assignments.isEmpty)
        #expect(scenario.advance(by: .milliseconds(1)).assignments.map(\.assignment.id) == [submission.id])
    }

    @Test func `A clock that drifts within its tolerance changes nothing`() {
        var scenario = SupervisorScenario()
        _ = scenario.tell(.tick)
        scenario.now.wall.milliseconds -= 900
        #expect(scenario.advance(by: .seconds(1)).commits.isEmpty)
    }

    @Test func `A machine that slept runs what fell due meanwhile, and kills no job for the time asleep`()
        throws
    {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let running = scenario.submission()
        _ = scenario.accept(running)
        let submission = Self.scheduled(&scenario)
        _ = scenario.accept(submission)
        _ = scenario.settleBatches()
        scenario.now.asleep += .seconds(7200)
        scenario.now.wall.milliseconds += 7_200_000
        let woken = scenario.advance(by: .milliseconds(1))
        #expect(woken.assignments.map(\.assignment.id) == [submission.id])
        #expect(woken.kills.isEmpty)
        #expect(!woken.commits.joined().contains { if case .moveTimes = $0 { true } else { false } })
    }
}
