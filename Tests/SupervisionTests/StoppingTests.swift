import Jobs
import Testing

@testable import Supervision

@Suite struct StoppingTests {
    /// A supervisor with one job at work and one that waits.
    private func working() throws -> (SupervisorScenario, slot: Int, running: JobID, waiting: JobID) {
        var scenario = SupervisorScenario(processors: 1, drain: .seconds(5))
        scenario.warmUp()
        let (running, waiting) = (scenario.submission(), scenario.submission())
        let slot = try #require(scenario.accept(running, ticket: 1).assignments.first?.slot)
        _ = scenario.accept(waiting, ticket: 2)
        _ = scenario.settleBatches()
        return (scenario, slot, running.id, waiting.id)
    }

    @Test func `A job that runs may end; none begins, and those that come are kept for the next supervisor`()
        throws
    {
        var (scenario, slot, running, _) = try working()
        let stopped = scenario.tell(.stop)
        #expect(stopped.requeued.isEmpty && stopped.kills.isEmpty)
        #expect(!scenario.state.isSettled)
        #expect(scenario.accept(scenario.submission(), ticket: 3).answers == [3: .accepted])
        var after = scenario.advance(by: .seconds(4))
        after += scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(after.settled[running]?.state == .completed)
        #expect(after.assignments.isEmpty && after.forks.isEmpty && after.requeued.isEmpty)
        #expect(scenario.tell(.command(.submit(scenario.submission()), 4)).answers == [4: .stopping])
        _ = scenario.settleBatches()
        #expect(scenario.state.isSettled)
        #expect(scenario.state.counts.waiting == 2)
    }

    @Test func `What has not ended in time is handed back`() throws {
        var (scenario, _, _, _) = try working()
        scenario.tell(.stop)
        #expect(try #require(scenario.state.nextDeadline) <= scenario.now.monotonic + .seconds(5))
        #expect(scenario.advance(by: .milliseconds(4999)).requeued.isEmpty)
        #expect(scenario.advance(by: .milliseconds(1)).requeued == [.handedBack])
        _ = scenario.settleBatches()
        #expect(scenario.state.isSettled)
    }

    @Test func `Asked a second time, it waits no longer`() throws {
        var (scenario, _, _, _) = try working()
        scenario.tell(.stop)
        #expect(scenario.tell(.stop).requeued == [.handedBack])
        #expect(scenario.tell(.stop).requeued.isEmpty)
    }

    @Test func `A processor that dies meanwhile gives its job back and none is forked`() throws {
        var (scenario, slot, _, _) = try working()
        scenario.tell(.stop)
        let actions = scenario.tell(
            .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.signal(11))))
        #expect(actions.requeued == [.signal(11)])
        #expect(actions.forks.isEmpty && actions.assignments.isEmpty)
        _ = scenario.settleBatches()
        #expect(scenario.state.isSettled)
    }

    @Test func `A forkserver that dies meanwhile is not started again`() throws {
        var (scenario, _, _, _) = try working()
        scenario.tell(.stop)
        let actions = scenario.tell(.forkserverLost())
        #expect(actions.requeued == [.lost])
        #expect(!actions.startsForkserver)
        #expect(!scenario.advance(by: .seconds(60)).startsForkserver)
    }

    @Test func `Without a job at work it is over at once`() {
        var scenario = SupervisorScenario(processors: 1, drain: .seconds(5))
        scenario.warmUp()
        scenario.tell(.stop)
        #expect(scenario.state.isSettled)
    }
}
