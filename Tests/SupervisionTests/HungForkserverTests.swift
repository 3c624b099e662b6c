import Jobs
import Testing

@testable import Supervision

@Suite struct HungForkserverTests {
    @Test func `A forkserver that does not become ready is replaced`() {
        var scenario = SupervisorScenario()
        #expect(scenario.tell(.tick).startsForkserver)
        #expect(!scenario.wait(.seconds(59)).endsForkserver)
        let actions = scenario.wait(.seconds(2))
        #expect(actions.endsForkserver && actions.startsForkserver)
    }

    @Test func `The first fork of a forkserver has the time of a start, for it rehearses before`() throws {
        var watch = ForkserverWatch()
        watch.starts(.zero)
        watch.isReady()
        watch.forks(0, .seconds(1))
        #expect(watch.deadline == .seconds(61))
        #expect(watch.failure(at: .seconds(60)) == nil)
        #expect(watch.failure(at: .seconds(61)) != nil)
        watch.hasForked(0)
        watch.forks(1, .seconds(100))
        #expect(watch.deadline == .seconds(110))
        #expect(watch.failure(at: .seconds(110)) != nil)
    }

    @Test func `A fork without an answer has the forkserver replaced, and jobs go on with the next`() throws {
        var scenario = SupervisorScenario(processors: 1)
        scenario.warmUp()
        let submission = scenario.submission()
        let slot = try #require(scenario.accept(submission).assignments.first?.slot)
        let asked = scenario.tell(.reported(slot: slot, SupervisorScenario.success)).forks
        #expect(asked.count == 1)
        let running = scenario.submission()
        #expect(scenario.accept(running).assignments.count == 1)
        var actions: [SupervisorScenario.Action] = []
        for _ in 0..<44 { actions += scenario.advance(by: .milliseconds(250)) }
        #expect(actions.endsForkserver && actions.startsForkserver)
        _ = scenario.settleBatches()
        scenario.warmUp()
        #expect(scenario.state.held.map(\.job) == [running.id])
    }

    @Test func `A killed processor that is not reaped has the forkserver replaced`() {
        var scenario = SupervisorScenario(processors: 1)
        scenario.warmUp()
        let submission = scenario.submission()
        _ = scenario.accept(submission)
        _ = scenario.settleBatches()
        _ = scenario.tell(.command(.cancel(submission.id, by: submission.user), 2))
        let actions = scenario.wait(.seconds(12))
        #expect(actions.kills.count == 1)
        #expect(actions.endsForkserver)
        #expect(actions.settled[submission.id]?.state == .cancelled)
    }

    @Test func `A supervisor that was stopped for a while blames nobody for it`() {
        var scenario = SupervisorScenario()
        _ = scenario.tell(.tick)
        #expect(!scenario.standStill(for: .seconds(3600)).endsForkserver)
    }

    @Test func `Nothing falls due while no slot is free, or while the supervisor stops without a forkserver`()
    {
        var scenario = SupervisorScenario(processors: 1)
        scenario.warmUp()
        for slot in scenario.state.slots.indices where scenario.state.slots[slot].isFree {
            scenario.state.slots[slot] = .leaving(pid: 1, killAt: scenario.now.monotonic + .seconds(1))
        }
        scenario.state.wanted = 4
        #expect(scenario.state.nextDeadline == scenario.now.monotonic + .seconds(1))
        var stopping = SupervisorScenario(processors: 1, drain: .seconds(5))
        _ = stopping.tell(.forkserverLost(.models))
        _ = stopping.tell(.stop)
        #expect(stopping.state.nextDeadline.map { $0 > stopping.now.monotonic } != false)
    }
}

extension [SupervisorAction<Int>] {
    fileprivate var endsForkserver: Bool { contains { if case .endForkserver = $0 { true } else { false } } }
}
