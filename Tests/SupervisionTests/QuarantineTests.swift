import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct QuarantineTests {
    private static let digest = ContentDigest(bytes: repeatElement(7, count: 32))

    /// Two processors died of content 7 as `ocr`.
    private static func poisoned() throws -> (SupervisorScenario, [SupervisorScenario.Action], JobID) {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission(kind: .ocr, content: 7)
        var slot = try #require(scenario.accept(submission).assignments.first?.slot)
        #expect(scenario.end(slot, .signal(11)).settled.isEmpty)
        slot = try #require(scenario.wait(.seconds(1)).assignments.first?.slot)
        let actions = scenario.end(slot, .signal(11))
        return (scenario, actions, submission.id)
    }

    @Test func `The second death by the same content fails the job and says what to do`() throws {
        let (_, actions, id) = try Self.poisoned()
        #expect(actions.settled[id]?.code == .quarantined)
        #expect(actions.settled[id]?.sentence?.contains("release") == true)
        let blamed = actions.commits.joined().contains {
            if case .blame(let content, .signal(11), _) = $0 { content.digest == Self.digest } else { false }
        }
        #expect(blamed)
    }

    @Test func `Deaths of different jobs with the same content count together`() throws {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        for (user, code) in [("alice", Problem.Code.memoryLimit), ("bob", .quarantined)] {
            let submission = scenario.submission(user, kind: .ocr, content: 7)
            let slot = try #require(scenario.accept(submission).assignments.first?.slot)
            let ended = scenario.end(slot, .exit(ProcessorExitStatus.outOfMemory))
            #expect(ended.settled[submission.id]?.code == code)
        }
        let third = scenario.submission("carol", kind: .ocr, content: 7)
        #expect(scenario.tell(.command(.submit(third), 5)).answers == [5: .quarantined])
    }

    @Test func `Other content, the same as another kind, and jobs without content are taken`() throws {
        var (scenario, _, _) = try Self.poisoned()
        #expect(
            scenario.tell(.command(.submit(scenario.submission(kind: .ocr, content: 7)), 5)).answers
                == [5: .quarantined])
        for submission in [
            scenario.submission(kind: .ocr, content: 8), scenario.submission(kind: .mirror, content: 7),
            scenario.submission(),
        ] {
            #expect(scenario.accept(submission, ticket: 6).answers[6] == .accepted)
        }
    }

    @Test func `A job that waits already fails when its turn comes, and the next one runs instead`() {
        var scenario = SupervisorScenario(processors: 1)
        let (bad, good) = (scenario.submission(kind: .ocr, content: 7), scenario.submission(content: 8))
        let record = Self.digest.map {
            QuarantineRecord(
                content: Content(digest: $0, kind: .ocr), firstSeen: scenario.now.wall, deaths: 2,
                lastEnd: .signal(11))
        }
        scenario.restore(
            [bad, good].map { Job(sequence: 1, submission: $0, state: .pending) },
            quarantine: record.map { [$0] } ?? [])
        scenario.warmUp()
        #expect(scenario.state.held.map(\.job) == [good.id])
        #expect(scenario.state.jobs[bad.id] == nil)
        #expect(scenario.state.counts.waiting == 0)
    }

    @Test(arguments: [
        AttemptEnd.signal(9), .signal(15), .signal(24), .exit(ProcessorExitStatus.trouble), .lost,
    ])
    func `What comes from outside is not the content's fault`(end: AttemptEnd) throws {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission(kind: .ocr, content: 7)
        let slot = try #require(scenario.accept(submission).assignments.first?.slot)
        let ended = scenario.end(slot, end)
        #expect(
            !ended.commits.joined().contains { if case .blame = $0 { true } else { false } })
    }

    @Test func `Released content is taken again; what is not held is refused`() throws {
        var (scenario, _, _) = try Self.poisoned()
        let digest = try #require(Self.digest)
        let other = try #require(ContentDigest(bytes: repeatElement(9, count: 32)))
        #expect(scenario.tell(.command(.release(other), 5)).answers == [5: .refused])
        let released = scenario.tell(.command(.release(digest), 6))
        #expect(released.commits == [[.release(digest)]])
        #expect(scenario.tell(.committed(CommitResult())).answers == [6: .accepted])
        let again = scenario.accept(scenario.submission(kind: .ocr, content: 7), ticket: 7)
        #expect(again.answers[7] == .accepted)
        #expect(again.assignments.count == 1)
    }
}
