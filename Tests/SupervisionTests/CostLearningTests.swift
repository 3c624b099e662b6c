import JobStore
import Jobs
import Scheduling
import Testing

@testable import Supervision

@Suite struct CostLearningTests {
    private func ocr(_ scenario: inout SupervisorScenario) -> Submission {
        var submission = scenario.submission("ann", kind: .ocr)
        submission.options = JobOptions()
        submission.image = InputImage(format: .png, bytes: 9, width: 1000, height: 2000)
        return submission
    }

    /// Runs a job that holds its processor for `seconds`.
    private func run(
        _ seconds: Int, _ report: Report, _ scenario: inout SupervisorScenario
    ) throws -> [SupervisorAction<Int>] {
        scenario.warmUp()
        let slot = try #require(scenario.accept(ocr(&scenario)).assignments.first?.slot)
        var actions = scenario.settleBatches()
        actions += scenario.advance(by: .seconds(seconds))
        return actions + scenario.report(slot, report) + scenario.settleBatches()
    }

    private func predicted(_ scenario: inout SupervisorScenario) -> Double {
        let submission = ocr(&scenario)
        return scenario.state.costs
            .predict(kind: .ocr, options: submission.options, image: submission.image).median
    }

    @Test func `What completed jobs held is learned, kept with their ends and known after a restart`() throws
    {
        var scenario = SupervisorScenario(processors: 1)
        let before = predicted(&scenario)
        var kept: [LearnedCost] = []
        for _ in 0..<8 {
            let actions = try run(9, SupervisorScenario.success, &scenario)
            for batch in actions.commits {
                let learned = batch.flatMap { change -> [LearnedCost] in
                    if case .learn(let costs) = change { costs } else { [] }
                }
                guard !learned.isEmpty else { continue }
                kept = learned
                #expect(batch.contains { if case .settle = $0 { true } else { false } })
            }
        }
        let after = predicted(&scenario)
        #expect(after > 4 * before)
        var restarted = SupervisorScenario(processors: 1)
        restarted.state.restore(costs: kept)
        #expect(predicted(&restarted) == after)
    }

    @Test func `A job that fails or is cancelled teaches nothing of those that do not`() throws {
        var scenario = SupervisorScenario(processors: 1)
        let before = predicted(&scenario)
        let failure = Report(outcome: .failed(.badImage, detail: "No."), cpuMilliseconds: 1, peakMemoryKiB: 1)
        _ = try run(30, failure, &scenario)
        #expect(predicted(&scenario) == before)
    }

    @Test func `What is learned goes to the store at most every five seconds, and before the service stops`()
        throws
    {
        var scenario = SupervisorScenario(processors: 1)
        var writes = 0
        for _ in 0..<10 { writes += learned(try run(1, SupervisorScenario.success, &scenario)) }
        #expect((1...4).contains(writes))
        #expect(learned(scenario.tell(.stop)) == 1)
    }

    private func learned(_ actions: [SupervisorAction<Int>]) -> Int {
        actions.commits.joined().count { if case .learn = $0 { true } else { false } }
    }
}
