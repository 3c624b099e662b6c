import Jobs
import Testing

@testable import Supervision

@Suite struct StallTests {
    private static func running(
        stallSeconds: Int = 30
    ) throws -> (SupervisorScenario, JobID, slot: Int) {
        var limits = ServiceSettings.Limits()
        limits.stallSeconds = stallSeconds
        var scenario = SupervisorScenario(limits: limits)
        scenario.warmUp()
        let submission = scenario.submission()
        let slot = try #require(scenario.accept(submission).assignments.first?.slot)
        _ = scenario.settleBatches()
        return (scenario, submission.id, slot)
    }

    private static func look(
        _ scenario: inout SupervisorScenario, _ id: JobID, _ slot: Int, for time: Duration,
        _ progress: (Int) -> JobProgress?
    ) -> [SupervisorScenario.Action] {
        (0..<Int(time / .milliseconds(250))).flatMap { step in
            scenario.advance(by: .milliseconds(250))
                + scenario.tell(.looked(slot: slot, id, progress(step)))
        }
    }

    @Test func `A job that stands still is killed once and fails, with how far it came`() throws {
        var (scenario, id, slot) = try Self.running()
        let still = JobProgress(stage: .recognising, fraction: 0.4)
        #expect(Self.look(&scenario, id, slot, for: .seconds(30)) { _ in still }.kills.isEmpty)
        #expect(Self.look(&scenario, id, slot, for: .seconds(2)) { _ in still }.kills == [slot])
        let ended = scenario.end(slot, .signal(9))
        #expect(ended.settled[id]?.code == .stallLimit)
        #expect(ended.attempts.map(\.end) == [.limit(.stallLimit)])
        #expect(ended.attempts.first?.progress == still)
    }

    @Test func `A job that never said anything stands still`() throws {
        var (scenario, id, slot) = try Self.running()
        #expect(Self.look(&scenario, id, slot, for: .seconds(31)) { _ in nil }.kills == [slot])
    }

    @Test func `A job that moves on, however slowly, is left alone`() throws {
        var (scenario, id, slot) = try Self.running()
        let actions = Self.look(&scenario, id, slot, for: .seconds(200)) { step in
            JobProgress(stage: .recognising, fraction: Double(step / 100) / 100)
        }
        #expect(actions.kills.isEmpty)
    }

    @Test func `Time in which nobody looked does not count`() throws {
        var (scenario, id, slot) = try Self.running()
        let still = JobProgress(stage: .recognising, fraction: 0.4)
        for _ in 0..<5 {
            _ = scenario.advance(by: .seconds(100))
            #expect(scenario.tell(.looked(slot: slot, id, still)).kills.isEmpty)
        }
    }

    @Test func `Without a limit a job may stand still`() throws {
        var (scenario, id, slot) = try Self.running(stallSeconds: 0)
        #expect(Self.look(&scenario, id, slot, for: .seconds(300)) { _ in nil }.kills.isEmpty)
    }

    @Test func `What the page of an earlier job shows is passed over`() throws {
        var (scenario, _, slot) = try Self.running()
        let other = scenario.submission().id
        #expect(Self.look(&scenario, other, slot, for: .seconds(60)) { _ in nil }.kills.isEmpty)
    }

    @Test func `What a report says of the progress stands in the attempt`() throws {
        var (scenario, _, slot) = try Self.running()
        let ended = scenario.tell(.reported(slot: slot, SupervisorScenario.trouble(.badImage)))
        #expect(ended.attempts.first?.progress == JobProgress(stage: .writing, fraction: 0.9))
    }
}
