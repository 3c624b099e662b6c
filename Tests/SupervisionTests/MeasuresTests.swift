import Jobs
import SharedRing
import Testing

@testable import Supervision

@Suite struct MeasuresTests {
    private func measures(_ scenario: SupervisorScenario) -> ServiceMeasures {
        scenario.state.measures(at: scenario.now)
    }

    @Test func `A job begins, its wait is counted with its kind; it ends, its time is`() throws {
        var scenario = SupervisorScenario(processors: 1)
        _ = scenario.accept(scenario.submission(kind: .sleep))
        _ = scenario.advance(by: .seconds(4))
        #expect(measures(scenario).oldestWaits[Int(JobKind.sleep.number)] == .seconds(4))
        #expect(measures(scenario).oldestWaits[Int(JobKind.ocr.number)] == .zero)
        scenario.warmUp()
        let waits = measures(scenario).waits
        #expect(waits[Int(JobKind.sleep.number)].sum == 4)
        #expect(waits.map { $0.counts.reduce(0, +) }.reduce(0, +) == 1)
        #expect(measures(scenario).oldestWaits[Int(JobKind.sleep.number)] == .zero)
        _ = scenario.advance(by: .milliseconds(1500))
        let busy = scenario.state.slots.firstIndex { $0.isBusy }
        let slot = try #require(busy)
        _ = scenario.report(slot, SupervisorScenario.success)
        _ = scenario.settleBatches()
        #expect(measures(scenario).runs[Int(JobKind.sleep.number)].sum == 1.5)
    }

    @Test func `Jobs and attempts are counted once their end is durable`() throws {
        var (scenario, _, slot) = try SupervisorScenario.running()
        let before = measures(scenario)
        scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(measures(scenario).ended == before.ended)
        _ = scenario.settleBatches()
        let after = measures(scenario)
        #expect(after.ended[JobState.completed.number] == 1)
        #expect(after.attempts[AttemptManner.completed.number] == 1)
        #expect(after.attempts.reduce(0, +) == 1)
        #expect(after.commits.counts.reduce(0, +) > before.commits.counts.reduce(0, +))
    }

    @Test func `An attempt dies and its job waits again, only the attempt is counted`() throws {
        var (scenario, _, slot) = try SupervisorScenario.running()
        _ = scenario.end(slot, .signal(11))
        #expect(measures(scenario).attempts[AttemptManner.signal.number] == 1)
        #expect(measures(scenario).ended.reduce(0, +) == 0)
    }

    @Test func `A waiting job is cancelled, it is counted without an attempt`() {
        var scenario = SupervisorScenario(processors: 1)
        let submission = scenario.submission()
        _ = scenario.accept(submission)
        scenario.tell(.command(.cancel(submission.id, by: submission.user), 2))
        _ = scenario.settleBatches()
        #expect(measures(scenario).ended[JobState.cancelled.number] == 1)
        #expect(measures(scenario).attempts.reduce(0, +) == 0)
    }

    @Test func `The store fails a batch, nothing of it is counted`() throws {
        var (scenario, _, slot) = try SupervisorScenario.running()
        let before = measures(scenario)
        scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        scenario.tell(.commitFailed(reason: "disk"))
        #expect(measures(scenario).commits == before.commits)
        #expect(measures(scenario).ended == before.ended)
    }
}
