import Jobs
import Testing

@testable import Supervision

@Suite struct EquipmentTests {
    /// Both forkservers run; every wanted processor of each is warm.
    private func warmScenario(processors: Int = 2) -> SupervisorScenario {
        var scenario = SupervisorScenario(processors: processors, equipment: [.models, .bare])
        scenario.warmUp()
        var actions = scenario.tell(.forkserverReady(.bare, missing: []))
        while !actions.forks.isEmpty { actions = actions.forks.flatMap { scenario.fork($0) } }
        return scenario
    }

    private func equipment(of slot: Int, in scenario: SupervisorScenario) -> Equipment {
        scenario.state.forkservers[scenario.state.forkserver(of: slot)].equipment
    }

    @Test func `Text is read by a processor with models, everything else is done by a bare one`() throws {
        for kind in JobKind.allCases where !kind.isErrand {
            var scenario = warmScenario()
            let slot = try #require(
                scenario.accept(scenario.submission(kind: kind)).assignments.first?.slot)
            #expect(equipment(of: slot, in: scenario) == ([.ocr, .text].contains(kind) ? .models : .bare))
        }
    }

    @Test func `Both forkservers together run no more jobs than are wanted`() {
        var scenario = warmScenario(processors: 2)
        let started = [JobKind.ocr, .size, .ocr, .size].map { kind in
            scenario.accept(scenario.submission(kind: kind)).assignments.count
        }
        #expect(started == [1, 1, 0, 0])
        #expect(scenario.state.counts.running == 2)
    }

    @Test func `While no bare processor is there, one with models does a bare job`() throws {
        var scenario = SupervisorScenario(processors: 1, equipment: [.models, .bare])
        scenario.warmUp()
        let slot = try #require(scenario.accept(scenario.submission(kind: .size)).assignments.first?.slot)
        #expect(equipment(of: slot, in: scenario) == .models)
    }

    @Test func `Text waits for a processor with models, though bare ones are there`() throws {
        var scenario = SupervisorScenario(processors: 1, equipment: [.models, .bare])
        scenario.tell(.tick)
        let forks = scenario.tell(.forkserverReady(.bare, missing: [])).forks
        for slot in forks { _ = scenario.fork(slot) }
        let text = scenario.submission(kind: .ocr)
        #expect(scenario.accept(text).assignments.isEmpty)
        let actions = scenario.tell(.forkserverReady(.models, missing: [])).forks
            .flatMap { scenario.fork($0) }
        #expect(actions.assignments.map(\.assignment.id) == [text.id])
    }

    @Test
    func `The death of one forkserver leaves the jobs of the other alone, and it alone is started again`() {
        var scenario = warmScenario()
        let (text, size) = (scenario.submission(kind: .ocr), scenario.submission(kind: .size))
        for submission in [text, size] { _ = scenario.accept(submission) }
        _ = scenario.settleBatches()
        #expect(scenario.tell(.forkserverLost(.bare)).requeued == [.lost])
        #expect(scenario.state.counts.running == 2, "the job that was lost goes on with models")
        let restarts = scenario.advance(by: .seconds(1)).compactMap {
            if case .startForkserver(let equipment) = $0 { equipment } else { nil }
        }
        #expect(restarts == [.bare])
    }

    @Test func `Processors that are killed while they wait are replaced at once, but not for ever`() {
        var scenario = SupervisorScenario(processors: 1)
        scenario.warmUp()
        func kill(_ slots: [Int]) -> [Int] {
            slots.flatMap { slot in
                scenario.tell(
                    .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.signal(9)))
                ).forks
            }
        }
        let replaced = kill([0, 1])
        #expect(replaced.count == 2)
        for slot in replaced { _ = scenario.fork(slot) }
        #expect(kill(replaced).isEmpty)
        #expect(scenario.advance(by: .milliseconds(300)).forks.count == 2)
    }

    @Test func `A resize keeps every processor with its forkserver, which is asked for a part at a time`() {
        var scenario = warmScenario(processors: 1)
        let before = scenario.state.slots.indices.filter { scenario.state.slots[$0].isIdle }
        var forks = scenario.tell(.command(.resize(processors: 100), 9)).forks
        #expect(forks.count == 2 * SupervisorState<Int>.mostForksAsked)
        while !forks.isEmpty {
            let isAsked = scenario.state.slots.indices.filter { scenario.state.slots[$0].isForking }
            for forkserver in [0, 1] {
                let count = isAsked.count { scenario.state.forkserver(of: $0) == forkserver }
                #expect(count <= SupervisorState<Int>.mostForksAsked)
            }
            forks = forks.flatMap { scenario.fork($0).forks }
        }
        #expect(before.allSatisfy { scenario.state.slots[$0].isIdle })
        #expect(scenario.state.slots.count == SupervisorSize.slots(for: 100))
        #expect(scenario.state.present(0) == 200 && scenario.state.present(1) == 200)
    }
}
