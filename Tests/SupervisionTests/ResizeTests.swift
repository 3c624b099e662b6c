import Jobs
import Testing

@testable import Supervision

@Suite struct ResizeTests {
    @Test func `More processors start what waits at once`() {
        var scenario = SupervisorScenario(processors: 1)
        scenario.warmUp()
        _ = scenario.accept(scenario.submission(), ticket: 1)
        let second = scenario.submission()
        #expect(scenario.accept(second, ticket: 2).assignments.isEmpty)
        let actions = scenario.tell(.command(.resize(processors: 2), 3))
        #expect(actions.answers == [3: .accepted])
        #expect(actions.assignments.map(\.assignment.id) == [second.id])
        #expect(actions.forks.count == 2)
        #expect(scenario.state.wanted == 2)
    }

    @Test func `Fewer processors let jobs end, dismiss what is idle and kill nothing`() throws {
        var scenario = SupervisorScenario(processors: 3)
        scenario.warmUp()
        let slots = (1...3).compactMap {
            scenario.accept(scenario.submission(), ticket: $0).assignments.first?.slot
        }
        try #require(slots.count == 3)
        let waiting = scenario.submission()
        _ = scenario.accept(waiting, ticket: 4)
        _ = scenario.settleBatches()
        let actions = scenario.tell(.command(.resize(processors: 1), 5))
        #expect(actions.kills.isEmpty)
        #expect(actions.dismissals.count == 3)
        #expect(scenario.state.counts.running == 3)
        for slot in slots.dropLast() {
            let ended = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
            #expect(ended.assignments.isEmpty)
        }
        _ = scenario.tell(.reported(slot: slots[2], SupervisorScenario.success))
        for slot in 0..<16 where scenario.pid(slot) > 0 {
            scenario.tell(
                .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.exit(0))))
        }
        let started = (0..<64).flatMap { scenario.fork($0).assignments }
        #expect(started.map(\.assignment.id) == [waiting.id])
    }

    @Test func `A processor that was being forked when the number fell is dismissed on arrival`() {
        var scenario = SupervisorScenario(processors: 2)
        scenario.tell(.tick)
        let forks = scenario.tell(.forkserverReady(missing: [])).forks
        #expect(forks.count == 4)
        scenario.tell(.command(.resize(processors: 1), 9))
        let dismissed = forks.flatMap { scenario.fork($0).dismissals }
        #expect(dismissed.count == 2)
        #expect(scenario.state.counts.alive == 4)
        for slot in dismissed {
            let actions = scenario.tell(
                .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.exit(0))))
            #expect(actions.forks.isEmpty)
        }
        #expect(scenario.state.counts.alive == 2)
    }

    @Test func `The largest number fits the scoreboard, and numbers beyond change nothing`() {
        var scenario = SupervisorScenario(processors: 1, equipment: Equipment.allCases)
        scenario.tell(.command(.resize(processors: 256), 9))
        #expect(scenario.state.slots.count == SupervisorSize.mostSlots)
        for number in [0, -1, 257] { scenario.tell(.command(.resize(processors: number), 9)) }
        #expect(scenario.state.wanted == 256)
    }
}

extension [SupervisorAction<Int>] {
    fileprivate var dismissals: [Int] {
        compactMap { if case .hangUp(let slot) = $0 { slot } else { nil } }
    }
}
