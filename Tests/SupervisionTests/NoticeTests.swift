import JobStore
import Jobs
import Testing

@testable import Supervision

extension [SupervisorAction<Int>] {
    var notices: [Notice] {
        flatMap { action -> [Notice] in if case .publish(let notices) = action { notices } else { [] } }
    }
    /// Jobs that events tell of, with the progress that they tell.
    var jobNotices: [JobID] {
        notices.compactMap { if case .job(let id, _, _) = $0 { id } else { nil } }
    }
    var progress: [JobProgress] {
        notices.compactMap { if case .job(_, _, let progress) = $0 { progress } else { nil } }
    }
    var overviews: [(user: UserName, overview: QueueOverview)] {
        notices.compactMap { if case .queue(let overview, let user) = $0 { (user, overview) } else { nil } }
    }
    var answered: [JobID] {
        notices.compactMap { if case .answer(let request) = $0 { request } else { nil } }
    }
}

@Suite struct NoticeTests {
    @Test func `A submission is told of when it is durable, not before`() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        #expect(scenario.tell(.command(.submit(submission), 1)).jobNotices.isEmpty)
        let actions = scenario.tell(.committed(CommitResult()))
        #expect(actions.jobNotices == [submission.id])
        #expect(actions.notices == [.job(submission.id, of: submission.user, nil)])
    }

    @Test func `What the store did not take, or had before, is not told of`() {
        var scenario = SupervisorScenario()
        let (failed, repeated) = (scenario.submission(), scenario.submission())
        let (replayed, mismatched) = (scenario.submission(), scenario.submission())
        scenario.tell(.command(.submit(failed), 1))
        #expect(scenario.tell(.commitFailed(reason: "full")).jobNotices.isEmpty)
        _ = scenario.advance(by: .seconds(1))
        for (ticket, submission) in [repeated, replayed, mismatched].enumerated() {
            scenario.tell(.command(.submit(submission), ticket))
        }
        var actions: [SupervisorAction<Int>] = []
        for _ in 0..<3 {
            actions += scenario.tell(
                .committed(
                    CommitResult(
                        repeated: [repeated.id], replayed: [replayed.id], mismatched: [mismatched.id])))
        }
        #expect(actions.jobNotices.isEmpty)
    }

    @Test func `A job is told of at its start and at its end, each time after the commit`() throws {
        var scenario = SupervisorScenario()
        scenario.warmUp()
        let submission = scenario.submission()
        let slot = try #require(scenario.accept(submission).assignments.first?.slot)
        let started = scenario.settleBatches()
        #expect(started.jobNotices == [submission.id])
        let reported = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(reported.jobNotices.isEmpty)
        #expect(!reported.commits.isEmpty)
        #expect(scenario.tell(.committed(CommitResult())).jobNotices == [submission.id])
    }

    @Test func `An end that the disk refuses at first is told of once it is durable`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(scenario.tell(.commitFailed(reason: "I/O")).jobNotices.isEmpty)
        _ = scenario.advance(by: .seconds(1))
        #expect(scenario.tell(.committed(CommitResult())).jobNotices == [id])
    }

    @Test func `Nothing is told of users whose events nobody reads, until somebody does`() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission("ann")
        #expect(scenario.accept(submission).jobNotices == [submission.id])
        scenario.tell(.audience(submission.user, isRead: false))
        #expect(scenario.accept(scenario.submission("ann")).jobNotices.isEmpty)
        #expect(scenario.accept(scenario.submission("bob")).jobNotices.count == 1)
        #expect(scenario.tell(.command(.follow(submission.user), 7)).answers == [7: .accepted])
        #expect(scenario.accept(scenario.submission("ann")).jobNotices.count == 1)
    }

    @Test func `Progress is told four times a second at most, a new stage at once`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        func look(_ stage: Stage, _ fraction: Double) -> SupervisorEvent<Int> {
            .looked(slot: slot, id, JobProgress(stage: stage, fraction: fraction))
        }
        #expect(scenario.tell(look(.decoding, 0.1)).progress.count == 1)
        scenario.now.monotonic += .milliseconds(100)
        #expect(scenario.tell(look(.decoding, 0.2)).progress.isEmpty)
        #expect(scenario.tell(look(.recognising, 0.3)).progress.map(\.stage) == [.recognising])
        scenario.now.monotonic += .milliseconds(250)
        #expect(scenario.tell(look(.recognising, 0.4)).progress.map(\.fraction) == [0.4])
        scenario.now.monotonic += .milliseconds(250)
        #expect(scenario.tell(look(.recognising, 0.4)).progress.isEmpty)
    }

    @Test func `A removed job is told of, one that was not removed is not`() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        _ = scenario.accept(submission)
        scenario.tell(.command(.delete(submission.id, by: submission.user), 5))
        let actions = scenario.tell(.committed(CommitResult(deleted: [submission.id])))
        #expect(actions.notices.contains(.removed(submission.id, of: submission.user)))
        scenario.tell(.command(.delete(JobID(high: 9, low: 9), by: submission.user), 6))
        #expect(scenario.tell(.committed(CommitResult())).notices.isEmpty)
    }
}

@Suite struct AudienceTests {
    private let ann = UserName("ann") ?? .guest

    @Test func `A user of whom nothing is known is taken to be followed, until nginx says otherwise`() {
        var audience = Audience()
        #expect(audience.isFollowed(ann) && audience.isUnknown(ann))
        audience.note(ann, isRead: false, now: .zero)
        #expect(!audience.isFollowed(ann) && !audience.isUnknown(ann))
    }

    @Test func `Events go on for a while after the last reader left`() {
        var audience = Audience()
        audience.follow(ann, now: .zero)
        audience.note(ann, isRead: false, now: Audience.grace - .milliseconds(1))
        #expect(audience.isFollowed(ann))
        #expect(audience.followed == [ann])
        audience.note(ann, isRead: false, now: Audience.grace)
        #expect(!audience.isFollowed(ann))
        #expect(audience.followed.isEmpty)
    }

    @Test func `More users than are remembered are unknown again, not unread`() throws {
        var audience = Audience(limit: 10)
        for number in 0..<100 {
            audience.note(try #require(UserName("u\(number)")), isRead: false, now: .zero)
        }
        #expect(audience.isUnknown(try #require(UserName("u0"))))
        for number in 0..<100 { audience.follow(try #require(UserName("v\(number)")), now: .zero) }
        #expect(audience.followed.count <= 10)
        #expect(audience.isFollowed(try #require(UserName("v0"))))
    }
}
