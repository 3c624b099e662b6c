import Jobs
import Testing

@testable import Supervision

@Suite struct ProcessorFailureTests {
    @Test func aCrashRunsTheJobAgainInAnotherProcessorAfterAPause() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        let crashed = scenario.tell(
            .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.signal(11))))
        #expect(crashed.assignments.isEmpty)
        #expect(crashed.requeued == [.signal(11)])
        #expect(scenario.advance(by: .milliseconds(49)).assignments.isEmpty)
        let again = scenario.advance(by: .milliseconds(101))
        #expect(again.assignments.map(\.assignment.id) == [id])
        #expect(again.assignments.first?.assignment.attempt == 2)
    }

    @Test func aKilledProcessorsJobRunsAgainAtOnce() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        let killed = scenario.tell(
            .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.signal(9))))
        #expect(killed.assignments.map(\.assignment.id) == [id])
    }

    @Test func aPauseGrowsWithTheCrashesToABoundAndIsSpread() {
        let policy = AttemptPolicy(limits: ServiceSettings.Limits())
        var job = ActiveJob(
            user: .guest, kind: .size, options: JobOptions(), image: nil, sequence: 1, cost: 1,
            day: DayMark(1))
        let pauses = [1, 2, 3, 30].map { crashes in
            job.tally = AttemptTally()
            for _ in 0..<crashes { job.tally.count(.signal(11)) }
            return policy.pause(after: .signal(11), of: job, spread: 1)
        }
        #expect(pauses == [.milliseconds(100), .milliseconds(400), .milliseconds(1600), .seconds(60)])
        job.tally = AttemptTally()
        job.tally.count(.signal(11))
        job.tally.count(.lost)
        #expect(policy.pause(after: .signal(11), of: job, spread: 0.5) == .milliseconds(50))
        #expect(policy.pause(after: .lost, of: job, spread: 1) == .zero)
    }

    @Test func theLastAllowedCrashFailsTheJobAndNamesTheSignal() throws {
        var (scenario, id, first) = try SupervisorScenario.running()
        var slot = first
        var actions: [SupervisorScenario.Action] = []
        for _ in 0..<3 {
            actions = scenario.tell(
                .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.signal(11))))
            for fork in actions.forks { actions += scenario.fork(fork) }
            actions += scenario.settleBatches()
            let again = scenario.advance(by: .seconds(1))
            slot = again.assignments.first?.slot ?? slot
            actions += again
            actions += scenario.settleBatches()
        }
        #expect(actions.settled[id]?.state == .failed)
        #expect(actions.settled[id]?.code == .crashed)
        #expect(actions.assignments.isEmpty)
        #expect(actions.settled[id]?.sentence?.contains("SIGSEGV") == true)
    }

    @Test func aKillFromOutsideIsForgivenMoreOftenThanACrash() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        for attempt in 2...10 {
            let actions = scenario.end(slot, .signal(9))
            let next = try #require((actions + scenario.wait(.seconds(100))).assignments.first)
            #expect(next.assignment.id == id)
            #expect(next.assignment.attempt == attempt)
            slot = next.slot
        }
        #expect(scenario.end(slot, .signal(9)).settled[id]?.code == .crashed)
    }

    @Test(arguments: [
        (AttemptEnd.signal(24), Problem.Code.cpuLimit),
        (.exit(ProcessorExitStatus.outOfMemory), .memoryLimit),
    ])
    func aLimitFailsTheJobAtOnce(end: AttemptEnd, code: Problem.Code) throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        let ended = scenario.tell(
            .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(end)))
        #expect(ended.settled[id]?.code == code)
        #expect(ended.assignments.isEmpty)
    }

    @Test func troubleOfTheMachineIsNamedAsSuchWhenNoAttemptIsLeft() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        for _ in 1..<AttemptPolicy.maximumTroubles {
            #expect(scenario.end(slot, .exit(ProcessorExitStatus.trouble)).settled.isEmpty)
            slot = try #require(scenario.wait(.seconds(100)).assignments.first?.slot)
        }
        let ended = scenario.end(slot, .exit(ProcessorExitStatus.trouble))
        #expect(ended.settled[id]?.code == .machineTrouble)
    }

    @Test func aProcessorOverItsTimeIsKilledOnceAndItsJobFails() throws {
        var limits = ServiceSettings.Limits()
        limits.processorSeconds = 60
        var (scenario, id, slot) = try SupervisorScenario.running(limits: limits)
        #expect(scenario.advance(by: .seconds(59)).kills.isEmpty)
        _ = scenario.settleBatches()
        #expect(scenario.advance(by: .seconds(2)).kills == [slot])
        #expect(scenario.advance(by: .seconds(2)).kills.isEmpty)
        let ended = scenario.tell(
            .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.signal(9))))
        #expect(ended.settled[id]?.code == .timeLimit)
    }

    @Test func `Time in which nothing ran is neither held nor over the limit`() throws {
        var limits = ServiceSettings.Limits()
        limits.processorSeconds = 60
        var (scenario, _, slot) = try SupervisorScenario.running(limits: limits)
        _ = scenario.advance(by: .seconds(30))
        #expect(scenario.standStill(for: .seconds(3000)).kills.isEmpty)
        guard case .busy(_, let work) = scenario.state.slots[slot] else { throw CancellationError() }
        #expect((30..<31).contains(SupervisorState<Int>.held(work, scenario.now)))
        #expect(scenario.advance(by: .seconds(29)).kills.isEmpty)
        #expect(scenario.advance(by: .seconds(2)).kills == [slot])
    }

    @Test func `A processor that dies while it waits is given no job before its end is told`() throws {
        var scenario = SupervisorScenario(processors: 1)
        scenario.warmUp()
        let idle = scenario.state.slots.indices.filter { scenario.state.slots[$0].isIdle }
        for slot in idle { _ = scenario.tell(.hungUp(slot: slot, pid: scenario.pid(slot))) }
        let submission = scenario.submission()
        #expect(scenario.accept(submission).assignments.isEmpty)
        let lines = idle.flatMap { scenario.end($0, .signal(15)).logLines }
        #expect(lines.count { $0.contains("ended while it waited: signal:15") } == idle.count)
        #expect(scenario.state.slots.contains { $0.isForking })
    }

    @Test func badInputFailsTheJobWithoutAnotherAttempt() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        let report = Report(
            outcome: .failed(.badImage, detail: "The image is damaged."), cpuMilliseconds: 1,
            peakMemoryKiB: 1)
        let ended = scenario.tell(.reported(slot: slot, report))
        #expect(ended.settled[id]?.state == .failed)
        #expect(ended.settled[id]?.code == .badImage)
        #expect(ended.assignments.isEmpty)
    }

    @Test func anEndAfterTheReportChangesNothing() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        let reported = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(reported.settled[id]?.state == .completed)
        let exited = scenario.tell(
            .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.signal(9))))
        #expect(exited.settled.isEmpty && exited.requeued.isEmpty && exited.assignments.isEmpty)
    }

    @Test func aProcessorThatDoesNotLeaveIsKilled() throws {
        var (scenario, _, slot) = try SupervisorScenario.running()
        _ = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(scenario.advance(by: .seconds(3)).kills == [slot])
    }

    @Test func newsOfAnEarlierProcessorOfTheSlotIsPassedOver() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        let stale = scenario.tell(.exited(slot: slot, pid: 1, SupervisorScenario.exit(.signal(11))))
        #expect(stale.requeued.isEmpty && stale.assignments.isEmpty)
        #expect(scenario.tell(.reported(slot: slot, SupervisorScenario.success)).settled[id] != nil)
    }

    @Test func theDeathOfTheForkserverGivesAllItsJobsBackAndStartsAnother() {
        var scenario = SupervisorScenario(processors: 2)
        scenario.warmUp()
        let submissions = (0..<2).map { _ in scenario.submission() }
        for submission in submissions { _ = scenario.accept(submission) }
        _ = scenario.settleBatches()
        let lost = scenario.tell(.forkserverLost())
        #expect(lost.requeued == [.lost, .lost])
        #expect(scenario.state.counts.waiting == 2)
        #expect(scenario.advance(by: .seconds(1)).startsForkserver)
        scenario.warmUp()
        #expect(scenario.state.counts.running == 2)
    }

    @Test func aForkserverThatCannotLiveIsStartedEverMoreSlowly() {
        var scenario = SupervisorScenario()
        #expect(scenario.tell(.tick).startsForkserver)
        var waits: [Duration] = []
        for _ in 0..<10 {
            _ = scenario.tell(.forkserverLost())
            var waited: Duration = .zero
            while !scenario.advance(by: .milliseconds(10)).startsForkserver { waited += .milliseconds(10) }
            waits.append(waited)
        }
        #expect(waits == waits.sorted())
        #expect(waits.last ?? .zero <= .seconds(5))
        #expect(waits.last ?? .zero > .seconds(1))
    }

    @Test func failedForksAreTriedAgainLater() {
        var scenario = SupervisorScenario(processors: 1)
        _ = scenario.tell(.tick)
        let forks = scenario.tell(.forkserverReady(missing: [])).forks
        #expect(forks.count == 2)
        for slot in forks { #expect(scenario.tell(.forkFailed(slot: slot, errno: 11)).forks.isEmpty) }
        #expect(scenario.advance(by: .seconds(1)).forks.count == 2)
    }
}
