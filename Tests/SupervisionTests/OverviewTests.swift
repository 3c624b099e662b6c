import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct OverviewTests {
    private func waiting(_ jobs: Int, of user: String = "ann") throws -> (SupervisorScenario, UserName) {
        var scenario = SupervisorScenario(processors: 1)
        for ticket in 0..<jobs { _ = scenario.accept(scenario.submission(user), ticket: ticket) }
        let name = try #require(UserName(user))
        scenario.tell(.command(.follow(name), 5000))
        return (scenario, name)
    }

    @Test func `A user with readers and unfinished jobs hears once a second how they stand`() throws {
        var (scenario, ann) = try waiting(3)
        var seconds: [Int] = []
        for _ in 0..<12 {
            seconds.append(scenario.advance(by: .milliseconds(250)).overviews.count { $0.user == ann })
        }
        #expect((2...4).contains(seconds.reduce(0, +)))
        scenario.now.monotonic += .seconds(1)
        let overview = try #require(scenario.tell(.tick).overviews.first?.overview)
        #expect(overview.waiting == 3)
        #expect(overview.jobs.map(\.ownPosition) == [1, 2, 3])
        #expect(overview.jobs.map(\.position) == [1, 2, 3])
        #expect(overview.more == 0)
    }

    @Test func `Nobody hears who has no readers, or no jobs`() throws {
        var (scenario, ann) = try waiting(1)
        scenario.tell(.audience(ann, isRead: false))
        _ = scenario.advance(by: Audience.grace)
        scenario.tell(.audience(ann, isRead: false))
        var overviews = 0
        for _ in 0..<8 { overviews += scenario.advance(by: .milliseconds(500)).overviews.count }
        #expect(overviews == 0)
        var (empty, _) = try waiting(0)
        for _ in 0..<8 { overviews += empty.advance(by: .milliseconds(500)).overviews.count }
        #expect(overviews == 0)
    }

    @Test func `A user of whom nothing is known is asked after, so that a new supervisor finds the readers`()
    {
        var scenario = SupervisorScenario(processors: 1)
        scenario.restore([Job(sequence: 1, submission: scenario.submission("ann"), state: .pending)])
        #expect(scenario.advance(by: .seconds(1)).overviews.map(\.user.text) == ["ann"])
    }

    @Test func `A job that runs tells for how long; those behind it wait for what is left of it`() throws {
        var scenario = SupervisorScenario(processors: 1)
        scenario.warmUp()
        var running = scenario.submission("ann")
        running.options = JobOptions(durationMilliseconds: 10_000)
        _ = scenario.accept(running)
        _ = scenario.accept(scenario.submission("ann"), ticket: 2)
        scenario.tell(.command(.follow(running.user), 3))
        _ = scenario.settleBatches()
        let overview = try #require(scenario.advance(by: .seconds(4)).overviews.last?.overview)
        #expect(overview.jobs.map(\.state) == [.processing, .pending])
        #expect((4000..<4200).contains(overview.jobs[0].spentMilliseconds))
        let start = try #require(overview.jobs[1].start?.median)
        #expect((5800..<6200).contains(start.milliseconds - scenario.now.wall.milliseconds))
    }

    @Test func `An overview names the first jobs and counts the others`() throws {
        var (scenario, _) = try waiting(50)
        scenario.now.monotonic += .seconds(2)
        let overview = try #require(scenario.tell(.tick).overviews.first?.overview)
        #expect(overview.jobs.count == SupervisorState<Int>.overviewLimit)
        #expect(overview.more == 50 - SupervisorState<Int>.overviewLimit)
    }

    @Test func `A turn serves no more users than it may, and the turns come round to all`() {
        var scenario = SupervisorScenario(processors: 1)
        for number in 0..<200 {
            let submission = scenario.submission("user\(number)")
            scenario.tell(.command(.follow(submission.user), 10_000 + number))
            scenario.tell(.command(.submit(submission), number))
        }
        for _ in 0..<4 { scenario.tell(.committed(CommitResult())) }
        var heard: Set<UserName> = []
        for _ in 0..<16 {
            let overviews = scenario.advance(by: .milliseconds(250)).overviews
            #expect(overviews.count <= SupervisorState<Int>.overviewsPerTurn)
            heard.formUnion(overviews.map(\.user))
        }
        #expect(heard.count == 200)
    }
}
