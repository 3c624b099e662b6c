import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct AttemptCountTests {
    private static func stored(
        _ submission: Submission, _ state: JobState, _ ends: [AttemptEnd]
    ) -> Job {
        var tally = AttemptTally()
        for end in ends { tally.count(end) }
        return Job(
            sequence: 1, submission: submission, state: state, attempts: max(1, ends.count), tally: tally)
    }

    @Test func `A job during which the service went down ten times fails at the next start`() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        let nine = Array(repeating: AttemptEnd.lost, count: 9)
        scenario.restore([Self.stored(submission, .processing, nine)])
        let actions = scenario.tell(.tick)
        #expect(actions.settled[submission.id]?.code == .crashed)
        #expect(actions.attempts.map(\.end) == [.lost])
        #expect(scenario.state.counts.waiting == 0)
    }

    @Test func `A job that was lost before waits longer each time, one lost once runs at once`() {
        for (ends, waits) in [([], false), ([AttemptEnd.lost], true)] {
            var scenario = SupervisorScenario()
            let submission = scenario.submission()
            scenario.restore([Self.stored(submission, .processing, ends)])
            scenario.warmUp()
            #expect(scenario.state.counts.running == (waits ? 0 : 1))
            #expect(scenario.wait(.seconds(1)).assignments.count == (waits ? 1 : 0))
        }
    }

    @Test func `Crashes before a restart count after it`() throws {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        let job = Self.stored(submission, .pending, [.signal(11), .signal(11)])
        scenario.restore([job])
        scenario.warmUp()
        let held = try #require(scenario.state.held.first)
        #expect(scenario.end(held.slot, .signal(11)).settled[submission.id]?.code == .crashed)
    }

    @Test func `A job handed back by a service that stops in good order has lost nothing`() {
        var tally = AttemptTally()
        for _ in 0..<20 { tally.count(.handedBack) }
        #expect(tally == AttemptTally())
    }

    @Test func `Counts stop at their end`() {
        var tally = AttemptTally()
        for _ in 0..<300 { tally.count(.lost) }
        #expect(tally.losses == 255)
    }

    @Test func `A processor killed at its limit of computing time met that limit, one before it did not`()
        throws
    {
        for (cpu, code) in [(Int64(60_000), Problem.Code.cpuLimit), (59_000, nil)] {
            var scenario = SupervisorScenario()
            scenario.warmUp()
            let submission = scenario.submission()
            let slot = try #require(scenario.accept(submission).assignments.first?.slot)
            let ended = scenario.end(slot, .signal(9), cpuMilliseconds: cpu)
            #expect(ended.settled[submission.id]?.code == code)
            #expect(ended.attempts.map(\.end) == [code.map { .limit($0) } ?? .signal(9)])
        }
    }

    @Test func `A retry by the owner forgets what attempts before did`() throws {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission()
        _ = scenario.tell(.command(.retry(submission.id, by: submission.user), 2))
        let job = Job(sequence: 1, submission: submission, state: .pending, attempts: 3)
        let result = CommitResult(retried: [submission.id: job])
        var next = try #require(scenario.tell(.committed(result)).assignments.first)
        for attempt in 4...5 {
            #expect(next.assignment.attempt == attempt)
            #expect(scenario.end(next.slot, .signal(11)).settled.isEmpty)
            next = try #require(scenario.wait(.seconds(10)).assignments.first)
        }
        #expect(scenario.end(next.slot, .signal(11)).settled[submission.id]?.code == .crashed)
    }
}
