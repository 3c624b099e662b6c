import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct JobCommandTests {
    private static let thief = UserName("thief") ?? .guest

    @Test func aWaitingJobIsCancelledAtOnceAndAnsweredWhenThatIsDurable() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        _ = scenario.accept(submission)
        let cancelled = scenario.tell(.command(.cancel(submission.id, by: submission.user), 2))
        #expect(cancelled.settled[submission.id]?.state == .cancelled)
        #expect(cancelled.answers.isEmpty)
        #expect(scenario.state.counts.waiting == 0)
        #expect(scenario.tell(.committed(CommitResult())).answers == [2: .accepted])
        scenario.warmUp()
        #expect(scenario.state.counts.running == 0)
    }

    @Test func aRunningJobEndsAsCancelledWhenItsProcessorLetsItGo() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission()
        let slot = scenario.accept(submission).assignments[0].slot
        _ = scenario.settleBatches()
        let wish = scenario.tell(.command(.cancel(submission.id, by: submission.user), 2))
        #expect(wish.hangUps == [slot])
        #expect(wish.commits.isEmpty && wish.kills.isEmpty)
        let exit = SupervisorScenario.exit(.exit(0))
        let ended = scenario.tell(.exited(slot: slot, pid: scenario.pid(slot), exit))
        #expect(ended.settled[submission.id]?.state == .cancelled)
        #expect(ended.attemptEnds == [.cancelled])
        #expect(scenario.tell(.committed(CommitResult())).answers == [2: .accepted])
    }

    @Test func aProcessorThatHoldsOnIsKilledAfterAGrace() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission()
        let slot = scenario.accept(submission).assignments[0].slot
        _ = scenario.settleBatches()
        _ = scenario.tell(.command(.cancel(submission.id, by: submission.user), 2))
        _ = scenario.tell(.command(.cancel(submission.id, by: submission.user), 3))
        #expect(scenario.state.nextDeadline == scenario.now.monotonic + .milliseconds(500))
        #expect(scenario.advance(by: .milliseconds(500)).kills == [slot])
        let exit = SupervisorScenario.exit(.signal(9))
        let ended = scenario.tell(.exited(slot: slot, pid: scenario.pid(slot), exit))
        #expect(ended.settled[submission.id]?.state == .cancelled)
        #expect(scenario.tell(.committed(CommitResult())).answers == [2: .accepted, 3: .accepted])
    }

    @Test func aCancelThatComesTooLateIsRefusedOnceTheEndIsDurable() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission()
        let slot = scenario.accept(submission).assignments[0].slot
        _ = scenario.settleBatches()
        _ = scenario.tell(.command(.cancel(submission.id, by: submission.user), 2))
        let ended = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(ended.settled[submission.id]?.state == .completed)
        #expect(ended.answers.isEmpty)
        #expect(scenario.tell(.committed(CommitResult())).answers == [2: .refused])
    }

    @Test func aCancelledJobStaysCancelledWhenTheForkserverDiesOrTheServiceStops() {
        for event in [SupervisorEvent<Int>.forkserverLost(), .stop] {
            var scenario = SupervisorScenario()
            scenario.warmUp()
            let submission = scenario.submission()
            _ = scenario.accept(submission)
            _ = scenario.settleBatches()
            _ = scenario.tell(.command(.cancel(submission.id, by: submission.user), 2))
            let ended = scenario.tell(event)
            #expect(ended.settled[submission.id]?.state == .cancelled)
            #expect(scenario.tell(.committed(CommitResult())).answers == [2: .accepted])
        }
    }

    @Test func nobodyCommandsAnothersJob() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        _ = scenario.accept(submission)
        for command in [
            Command.cancel(submission.id, by: Self.thief), .retry(submission.id, by: Self.thief),
            .delete(submission.id, by: Self.thief),
        ] {
            #expect(scenario.tell(.command(command, 2)).answers == [2: .unknownJob])
        }
        #expect(scenario.state.counts.waiting == 1)
    }

    @Test func aJobThatHasEndedCannotBeCancelledAndOneThatHasNotCannotBeRetried() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        #expect(
            scenario.tell(.command(.cancel(submission.id, by: submission.user), 2)).answers == [2: .refused])
        _ = scenario.accept(submission)
        #expect(
            scenario.tell(.command(.retry(submission.id, by: submission.user), 3)).answers == [3: .refused])
    }

    @Test func aRetriedJobRunsAgainWithItsAttemptsCountedOn() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission()
        let wish = scenario.tell(.command(.retry(submission.id, by: submission.user), 2))
        #expect(wish.commits == [[.retry(submission.id, by: submission.user)]])
        let job = Job(sequence: 1, submission: submission, state: .pending, attempts: 3)
        let after = scenario.tell(.committed(CommitResult(retried: [submission.id: job])))
        #expect(after.answers == [2: .accepted])
        #expect(after.assignments.map(\.assignment.attempt) == [4])
    }

    @Test func aRetryThatTheStoreDoesNotAllowIsRefused() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        _ = scenario.tell(.command(.retry(submission.id, by: submission.user), 2))
        #expect(scenario.tell(.committed(CommitResult())).answers == [2: .refused])
        #expect(scenario.state.counts.waiting == 0)
    }

    @Test func filesGoOnlyWhenTheRowIsGone() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        let wish = scenario.tell(.command(.delete(submission.id, by: submission.user), 2))
        #expect(wish.removed.isEmpty)
        let gone = scenario.tell(.committed(CommitResult(deleted: [submission.id])))
        #expect(gone.removed == [submission.id])
        #expect(gone.answers == [2: .accepted])
        _ = scenario.tell(.command(.delete(submission.id, by: submission.user), 3))
        let nothing = scenario.tell(.committed(CommitResult()))
        #expect(nothing.removed.isEmpty)
        #expect(nothing.answers == [3: .refused])
    }

    @Test func aDeletedJobIsCancelledFirst() {
        var scenario = SupervisorScenario(processors: 1)
        scenario.warmUp()
        let (running, waiting) = (scenario.submission(), scenario.submission())
        let slot = scenario.accept(running).assignments[0].slot
        _ = scenario.accept(waiting)
        _ = scenario.settleBatches()
        let first = scenario.tell(.command(.delete(waiting.id, by: waiting.user), 2))
        #expect(first.settled[waiting.id]?.state == .cancelled)
        #expect(first.commits.joined().last == .delete(waiting.id, by: waiting.user))
        _ = scenario.tell(.committed(CommitResult(deleted: [waiting.id])))
        #expect(scenario.tell(.command(.delete(running.id, by: running.user), 3)).hangUps == [slot])
        let exit = SupervisorScenario.exit(.signal(9))
        let ended = scenario.tell(.exited(slot: slot, pid: scenario.pid(slot), exit))
        #expect(ended.settled[running.id]?.state == .cancelled)
        #expect(ended.commits.joined().last == .delete(running.id, by: running.user))
        let gone = scenario.tell(.committed(CommitResult(deleted: [running.id])))
        #expect(gone.removed == [running.id])
        #expect(gone.answers == [3: .accepted])
    }

    @Test func aFailingDiskKeepsACancelAndGivesUpARetryAndADelete() {
        var scenario = SupervisorScenario()
        let (waiting, other) = (scenario.submission(), scenario.submission())
        _ = scenario.accept(waiting)
        _ = scenario.tell(.command(.submit(scenario.submission()), 9))
        _ = scenario.tell(.command(.cancel(waiting.id, by: waiting.user), 2))
        _ = scenario.tell(.command(.retry(other.id, by: other.user), 3))
        _ = scenario.tell(.command(.delete(other.id, by: other.user), 4))
        _ = scenario.tell(.committed(CommitResult()))
        #expect(scenario.tell(.commitFailed(reason: "full")).answers == [3: .failed, 4: .failed])
        let again = scenario.advance(by: .seconds(1))
        #expect(again.settled[waiting.id]?.state == .cancelled)
        #expect(scenario.tell(.committed(CommitResult())).answers == [2: .accepted])
    }
}
