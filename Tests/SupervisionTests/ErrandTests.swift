import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct ErrandTests {
    @Test func aPhotoJobBeginsWithoutAProcessor() throws {
        var scenario = SupervisorScenario()
        let errand = try #require(scenario.accept(scenario.submission(kind: .photo)).errands.first)
        #expect(errand.kind == .photo && errand.attempt == 1)
        #expect(scenario.state.errands.count == 1)
    }

    @Test func itsReportSettlesIt() throws {
        var scenario = SupervisorScenario()
        let job = scenario.submission(kind: .photo)
        _ = scenario.accept(job)
        _ = scenario.tell(.errandEnded(job.id, attempt: 1, SupervisorScenario.success))
        let settled = scenario.settleBatches().settled
        #expect(settled.isEmpty || settled[job.id]?.state == .completed)
        #expect(scenario.state.jobs[job.id] == nil && scenario.state.isSettled)
    }

    @Test func soManyAreUnderWayAtOnceAndProcessorsStayFree() {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        var begun: [Assignment] = []
        for number in 0..<12 {
            begun += scenario.accept(scenario.submission(kind: .photo), ticket: number).errands
        }
        #expect(begun.count == SupervisorState<Int>.mostErrands)
        let sleep = scenario.accept(scenario.submission(kind: .sleep), ticket: 99)
        #expect(sleep.assignments.count == 1)
        let next = scenario.tell(.errandEnded(begun[0].id, attempt: 1, SupervisorScenario.success))
        #expect(next.errands.count == 1)
    }

    @Test func usersTakeTurns() {
        var scenario = SupervisorScenario()
        var begun: [Assignment] = []
        for number in 0..<20 {
            begun += scenario.accept(scenario.submission("alice", kind: .photo), ticket: number).errands
        }
        let late = scenario.submission("bob", kind: .photo)
        _ = scenario.accept(late, ticket: 50)
        _ = scenario.advance(by: .seconds(2))
        var after: [JobID] = []
        for errand in begun.prefix(2) {
            after += scenario.tell(.errandEnded(errand.id, attempt: 1, SupervisorScenario.success)).errands
                .map(\.id)
        }
        #expect(after.contains(late.id))
    }

    @Test func cancellingOneUnderWayEndsItAtOnce() {
        var scenario = SupervisorScenario()
        let job = scenario.submission(kind: .photo)
        _ = scenario.accept(job)
        _ = scenario.settleBatches()
        var actions = scenario.tell(.command(.cancel(job.id, by: job.user), 7))
        #expect(actions.droppedErrands == [job.id])
        #expect(actions.settled[job.id]?.state == .cancelled)
        actions += scenario.tell(.committed(CommitResult()))
        #expect(actions.answers[7] == .accepted)
        #expect(scenario.tell(.errandEnded(job.id, attempt: 1, SupervisorScenario.success)).commits.isEmpty)
    }

    @Test func cancellingOneThatWaitsTakesItOutOfItsQueue() {
        var scenario = SupervisorScenario()
        var jobs: [Submission] = []
        for number in 0..<9 {
            jobs.append(scenario.submission(kind: .photo))
            _ = scenario.accept(jobs[number], ticket: number)
        }
        _ = scenario.tell(.command(.cancel(jobs[8].id, by: jobs[8].user), 77))
        let next = scenario.tell(.errandEnded(jobs[0].id, attempt: 1, SupervisorScenario.success))
        #expect(next.errands.isEmpty)
    }

    @Test func troubleOfTheMachineIsTriedAgainAndThenFails() throws {
        var scenario = SupervisorScenario()
        let job = scenario.submission(kind: .photo)
        var attempt = try #require(scenario.accept(job).errands.first).attempt
        var settled: (state: JobState, code: Problem.Code?, sentence: String?)?
        while settled == nil, attempt < 50 {
            _ = scenario.settleBatches()
            var actions = scenario.tell(.errandEnded(job.id, attempt: attempt, SupervisorScenario.trouble()))
            actions += scenario.settleBatches()
            settled = actions.settled[job.id]
            if settled == nil { attempt = scenario.wait(.seconds(120)).errands.first?.attempt ?? 50 }
        }
        #expect(settled?.state == .failed && settled?.code == .machineTrouble)
        #expect(attempt == AttemptPolicy.maximumTroubles)
    }

    @Test func aRestartDoesALostOneAgain() throws {
        var scenario = SupervisorScenario()
        let submission = scenario.submission(kind: .photo)
        scenario.restore([
            Job(
                sequence: 1, submission: submission, state: .processing, attempts: 1,
                startedAt: scenario.now.wall)
        ])
        let errand = try #require(scenario.tell(.tick).errands.first)
        #expect(errand.id == submission.id && errand.attempt == 2)
    }

    @Test func aStopHandsItBackWhenTheTimeIsOver() {
        var scenario = SupervisorScenario(drain: .seconds(5))
        let job = scenario.submission(kind: .photo)
        _ = scenario.accept(job)
        _ = scenario.settleBatches()
        #expect(scenario.tell(.stop).droppedErrands.isEmpty)
        #expect(!scenario.state.isSettled)
        let actions = scenario.advance(by: .seconds(5))
        #expect(actions.droppedErrands == [job.id])
        #expect(actions.requeued == [.handedBack])
    }

    @Test func whoWaitsForAPhotoCountsAmongTheWaiting() {
        var limits = ServiceSettings.Limits()
        limits.maximumWaiting = 2
        var scenario = SupervisorScenario(limits: limits)
        for number in 0..<10 { _ = scenario.accept(scenario.submission(kind: .photo), ticket: number) }
        #expect(scenario.state.counts.waiting == 2)
        let refused = scenario.tell(.command(.submit(scenario.submission(kind: .photo)), 55))
        #expect(refused.answers[55] == .overloaded)
    }
}

extension [SupervisorAction<Int>] {
    var errands: [Assignment] {
        compactMap { if case .runErrand(let assignment) = $0 { assignment } else { nil } }
    }
    var droppedErrands: [JobID] { compactMap { if case .dropErrand(let id) = $0 { id } else { nil } } }
}
