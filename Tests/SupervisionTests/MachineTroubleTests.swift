import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct MachineTroubleTests {
    @Test func `A job that the machine failed waits and runs again`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        let ended = scenario.tell(.reported(slot: slot, SupervisorScenario.trouble()))
        #expect(ended.settled.isEmpty && ended.assignments.isEmpty)
        #expect(ended.requeued == [.failed(.machineTrouble)])
        #expect(scenario.wait(.seconds(1)).assignments.map(\.assignment.id) == [id])
    }

    @Test func `Trouble that does not end fails the job with what the processor said`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        for _ in 1..<AttemptPolicy.maximumTroubles {
            #expect(scenario.report(slot, SupervisorScenario.trouble()).settled.isEmpty)
            slot = try #require(scenario.wait(.seconds(100)).assignments.first?.slot)
        }
        let ended = scenario.tell(.reported(slot: slot, SupervisorScenario.trouble()))
        #expect(ended.settled[id]?.code == .machineTrouble)
        #expect(ended.settled[id]?.sentence == "The disk is full.")
    }

    @Test func `A disk without room fails no job, however long that lasts`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        for _ in 0..<50 {
            let ended = scenario.report(slot, SupervisorScenario.trouble(.storageFull))
            #expect(ended.settled.isEmpty)
            slot = try #require(scenario.wait(.seconds(100)).assignments.first?.slot)
        }
        #expect(scenario.report(slot, SupervisorScenario.trouble()).settled.isEmpty, "that is another matter")
        slot = try #require(scenario.wait(.seconds(100)).assignments.first?.slot)
        #expect(
            scenario.tell(.reported(slot: slot, SupervisorScenario.success)).settled[id]?.state == .completed)
    }

    @Test func `Nothing begins while the store takes no batch, and everything goes on when it does`() throws {
        var (scenario, _, slot) = try SupervisorScenario.running()
        let waiting = (0..<5).map { _ in scenario.submission() }
        for submission in waiting { _ = scenario.accept(submission, ticket: 1) }
        _ = scenario.tell(.committed(CommitResult()))
        _ = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(scenario.tell(.commitFailed(reason: "full")).assignments.isEmpty)
        for held in scenario.state.held {
            _ = scenario.tell(.reported(slot: held.slot, SupervisorScenario.trouble(.storageFull)))
        }
        for _ in 0..<5 {
            #expect(scenario.advance(by: .seconds(1)).assignments.isEmpty)
            #expect(scenario.tell(.commitFailed(reason: "full")).assignments.isEmpty)
        }
        _ = scenario.advance(by: .seconds(1))
        #expect(!scenario.tell(.committed(CommitResult())).assignments.isEmpty)
    }

    @Test func `A disk that is full for an hour fails none of many jobs`() {
        var scenario = SupervisorScenario(processors: 4)
        scenario.warmUp()
        let jobs = (0..<200).map { _ in scenario.submission() }
        for submission in jobs { _ = scenario.accept(submission) }
        var ended: [JobID: JobState] = [:]
        for second in 0..<4000 {
            let isFull = second < 3600
            var actions = scenario.advance(by: .seconds(1))
            for held in scenario.state.held {
                let report = isFull ? SupervisorScenario.trouble(.storageFull) : SupervisorScenario.success
                actions += scenario.tell(.reported(slot: held.slot, report))
                let exit = SupervisorScenario.exit(.exit(0))
                actions += scenario.tell(.exited(slot: held.slot, pid: scenario.pid(held.slot), exit))
            }
            for fork in actions.forks { actions += scenario.fork(fork) }
            // Now and then a batch finds room in what the store has already.
            if isFull, second % 7 != 0 {
                actions += scenario.tell(.commitFailed(reason: "full"))
            } else {
                actions += scenario.settleBatches()
            }
            for (id, end) in actions.settled { ended[id] = end.state }
        }
        #expect(ended.count == jobs.count)
        #expect(Set(ended.values) == [.completed])
    }

    @Test func `A processor that speaks of a full disk while there is room is believed ten times`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        scenario.state.diskHasRoom = true
        for _ in 1..<AttemptPolicy.maximumTroubles {
            #expect(scenario.report(slot, SupervisorScenario.trouble(.storageFull)).settled.isEmpty)
            slot = try #require(scenario.wait(.seconds(100)).assignments.first?.slot)
        }
        let ended = scenario.tell(.reported(slot: slot, SupervisorScenario.trouble(.storageFull)))
        #expect(ended.settled[id]?.code == .machineTrouble)
    }
}
