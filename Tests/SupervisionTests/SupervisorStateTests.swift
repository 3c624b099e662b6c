import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct SupervisorStateTests {
    @Test func aSubmissionIsAnsweredOnlyAfterItsBatchIsDurable() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        let received = scenario.tell(.command(.submit(submission), 7))
        #expect(received.answers.isEmpty)
        #expect(received.commits.count == 1)
        #expect(scenario.tell(.committed(CommitResult())).answers == [7: .accepted])
    }

    @Test func noJobIsAssignedBeforeItIsDurable() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission()
        #expect(scenario.tell(.command(.submit(submission), 1)).assignments.isEmpty)
        let after = scenario.tell(.committed(CommitResult()))
        #expect(after.assignments.map(\.assignment.id) == [submission.id])
        #expect(after.assignments.first?.assignment.attempt == 1)
    }

    @Test func commandsThatArriveDuringACommitShareTheNextBatch() {
        var scenario = SupervisorScenario()
        _ = scenario.tell(.command(.submit(scenario.submission()), 1))
        for ticket in 2...9 {
            #expect(scenario.tell(.command(.submit(scenario.submission()), ticket)).commits.isEmpty)
        }
        let next = scenario.tell(.committed(CommitResult()))
        #expect(next.answers == [1: .accepted])
        #expect(next.commits.map(\.count) == [8])
        #expect(scenario.tell(.committed(CommitResult())).answers.count == 8)
    }

    @Test func commandsNoticedTogetherShareABatch() {
        var scenario = SupervisorScenario()
        let events = (1...5).map { SupervisorScenario.Event.command(.submit(scenario.submission()), $0) }
        let actions = scenario.state.handle(events, at: scenario.now)
        #expect(actions.commits.map(\.count) == [5])
    }

    @Test func aBatchThatFailsIsAnsweredAsFailedAndQueuesNothing() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        _ = scenario.tell(.command(.submit(scenario.submission()), 1))
        let failed = scenario.tell(.commitFailed(reason: "disk full"))
        #expect(failed.answers == [1: .failed])
        #expect(failed.assignments.isEmpty)
        #expect(scenario.state.counts.waiting == 0)
        #expect(scenario.state.isSettled)
    }

    @Test func theEndOfAJobOutlivesAFailingDisk() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission()
        let slot = scenario.accept(submission).assignments[0].slot
        _ = scenario.settleBatches()
        #expect(!scenario.tell(.reported(slot: slot, SupervisorScenario.success)).commits.isEmpty)
        let failed = scenario.tell(.commitFailed(reason: "disk full"))
        #expect(failed.commits.isEmpty, "not before the delay")
        #expect(scenario.state.nextDeadline != nil)
        let retried = scenario.advance(by: .seconds(1))
        #expect(retried.settled[submission.id]?.state == .completed)
    }

    @Test func aChangeThatTheStoreRefusesIsGivenUpAloneAndTheOthersAreKept() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let (first, second) = (scenario.submission(), scenario.submission())
        let slots = [scenario.accept(first), scenario.accept(second)].map { $0.assignments[0].slot }
        _ = scenario.settleBatches()
        _ = scenario.tell(.command(.submit(scenario.submission()), 5))
        for slot in slots { _ = scenario.tell(.reported(slot: slot, SupervisorScenario.success)) }
        _ = scenario.tell(.command(.submit(scenario.submission()), 6))
        _ = scenario.tell(.committed(CommitResult()))
        let resent = scenario.tell(.commitRefused(change: 0, reason: "illegal"))
        #expect(Array(resent.settled.keys) == [second.id])
        #expect(scenario.tell(.committed(CommitResult())).answers == [6: .accepted])
    }

    @Test func aSubmissionThatTheStoreRefusesIsAnsweredAsFailed() {
        var scenario = SupervisorScenario()
        _ = scenario.tell(.command(.submit(scenario.submission()), 1))
        let refused = scenario.tell(.commitRefused(change: 0, reason: "illegal"))
        #expect(refused.answers == [1: .failed])
        #expect(refused.commits.isEmpty)
        #expect(scenario.state.isSettled)
    }

    @Test func aRepeatedSubmissionIsAcceptedAndRunsOnce() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission()
        #expect(scenario.accept(submission).assignments.count == 1)
        _ = scenario.settleBatches()
        _ = scenario.tell(.command(.submit(submission), 2))
        let again = scenario.tell(.committed(CommitResult(repeated: [submission.id])))
        #expect(again.answers == [2: .accepted])
        #expect(again.assignments.isEmpty)
        #expect(scenario.state.counts.waiting == 0)
    }

    @Test func aSubmissionRepeatedAfterItsEndIsNotRunAgain() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission()
        let slot = scenario.accept(submission).assignments[0].slot
        _ = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        _ = scenario.settleBatches()
        _ = scenario.tell(.command(.submit(submission), 2))
        let again = scenario.tell(.committed(CommitResult(repeated: [submission.id])))
        #expect(again.answers == [2: .accepted])
        #expect(again.assignments.isEmpty)
    }

    @Test func noMoreJobsRunThanWantedThoughMoreProcessorsAreWarm() {
        var scenario = SupervisorScenario(processors: 2)
        scenario.warmUp()
        #expect(scenario.state.counts.alive == 4)
        for _ in 0..<5 { _ = scenario.accept(scenario.submission()) }
        #expect(scenario.state.counts.running == 2)
        #expect(scenario.state.counts.waiting == 3)
    }

    @Test func aReportStartsTheNextJobInAWarmProcessorAtOnce() {
        var scenario = SupervisorScenario(processors: 1)
        scenario.warmUp()
        let (first, second) = (scenario.submission(), scenario.submission())
        let slot = scenario.accept(first).assignments[0].slot
        _ = scenario.accept(second)
        let next = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(next.assignments.map(\.assignment.id) == [second.id])
        #expect(next.assignments.first?.slot != slot, "the old processor only leaves")
        #expect(next.forks.count == 1)
    }

    @Test func shutdownGivesRunningJobsBackAndRefusesNewOnes() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        _ = scenario.accept(scenario.submission())
        _ = scenario.settleBatches()
        let stopped = scenario.tell(.stop)
        #expect(stopped.requeued == [.handedBack])
        #expect(scenario.tell(.command(.submit(scenario.submission()), 9)).answers == [9: .stopping])
        #expect(scenario.settleBatches().assignments.isEmpty)
        #expect(scenario.state.isStopping && scenario.state.isSettled)
    }

    @Test func restoredJobsRunInTheirOrderAndLostAttemptsAreRecorded() {
        var scenario = SupervisorScenario(processors: 1)
        let submissions = (0..<3).map { _ in scenario.submission() }
        let jobs = submissions.enumerated().map { index, submission in
            Job(
                sequence: Int64(index), submission: submission,
                state: index == 0 ? .processing : .pending,
                attempts: index == 0 ? 2 : 0)
        }
        scenario.restore(jobs)
        #expect(scenario.tell(.tick).requeued == [.lost])
        _ = scenario.settleBatches()
        var order: [JobID] = []
        var actions = scenario.tell(.forkserverReady(missing: []))
        actions = actions.forks.flatMap { scenario.fork($0) }
        while let (slot, assignment) = actions.assignments.first.map({ ($0.slot, $0.assignment) }) {
            order.append(assignment.id)
            if order.count == 1 { #expect(assignment.attempt == 3) }
            actions = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
            actions += actions.forks.flatMap { scenario.fork($0) }
        }
        #expect(order == submissions.map(\.id))
    }
}
