import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct BoundsTests {
    private func scenario(waiting: Int, perUser: Int = 1000) -> SupervisorScenario {
        var limits = ServiceSettings.Limits()
        limits.maximumWaiting = waiting
        limits.maximumWaitingPerUser = perUser
        return SupervisorScenario(processors: 1, limits: limits)
    }

    private func scheduled(_ submission: Submission, _ scenario: SupervisorScenario) -> Submission {
        var submission = submission
        submission.dueAt = Timestamp(milliseconds: scenario.now.wall.milliseconds + 60_000)
        return submission
    }

    @Test func `as many jobs wait as may, so one more is refused at once and a place that is free is given`()
    {
        var scenario = scenario(waiting: 2)
        let first = scenario.submission()
        #expect(scenario.accept(first).answers == [1: .accepted])
        #expect(scenario.accept(scheduled(scenario.submission("bob"), scenario)).answers == [1: .accepted])
        let refused = scenario.tell(.command(.submit(scenario.submission("carl")), 9))
        #expect(refused.answers == [9: .overloaded])
        #expect(refused.commits.isEmpty)
        _ = scenario.tell(.command(.cancel(first.id, by: first.user), 2))
        #expect(scenario.accept(scenario.submission("carl"), ticket: 3).answers[3] == .accepted)
    }

    @Test func `jobs on their way to the store count`() {
        var scenario = scenario(waiting: 3)
        for ticket in 1...3 { _ = scenario.tell(.command(.submit(scenario.submission()), ticket)) }
        #expect(scenario.tell(.command(.submit(scenario.submission()), 4)).answers == [4: .overloaded])
        _ = scenario.tell(.commitFailed(reason: "full"))
        _ = scenario.advance(by: .seconds(1))
        _ = scenario.tell(.commitFailed(reason: "full"))
        #expect(scenario.tell(.command(.submit(scenario.submission()), 5)).answers.isEmpty)
    }

    @Test func `a user has as many as one may have, others go on`() {
        var scenario = scenario(waiting: 1000, perUser: 2)
        for _ in 1...2 { _ = scenario.accept(scenario.submission("ann")) }
        #expect(scenario.tell(.command(.submit(scenario.submission("ann")), 5)).answers == [5: .overQuota])
        #expect(scenario.accept(scenario.submission("bob"), ticket: 6).answers == [6: .accepted])
    }

    @Test func `a job that runs does not count as waiting`() {
        var scenario = scenario(waiting: 1, perUser: 1)
        scenario.warmUp()
        #expect(!scenario.accept(scenario.submission()).assignments.isEmpty)
        _ = scenario.settleBatches()
        #expect(scenario.accept(scenario.submission(), ticket: 2).answers[2] == .accepted)
        _ = scenario.settleBatches()
        #expect(scenario.tell(.command(.submit(scenario.submission()), 3)).answers == [3: .overloaded])
    }

    @Test func `a retry needs a place too`() {
        var scenario = scenario(waiting: 1)
        _ = scenario.accept(scenario.submission())
        let ended = scenario.submission()
        #expect(scenario.tell(.command(.retry(ended.id, by: ended.user), 2)).answers == [2: .overloaded])
    }

    @Test func `users are counted as their jobs come and go`() {
        var jobs = ActiveJobs()
        let ids = (0..<3).map { JobID(high: 1, low: $0) }
        func job(_ user: String) -> ActiveJob {
            ActiveJob(
                user: UserName(user) ?? .guest, kind: .ocr, options: JobOptions(), image: nil, sequence: 1,
                cost: 1, day: DayMark(1))
        }
        let ann = UserName("ann") ?? .guest
        jobs[ids[0]] = job("ann")
        jobs[ids[1]] = job("ann")
        jobs[ids[2]] = job("bob")
        jobs[ids[0]]?.attempts = 5
        #expect(jobs.count(of: ann) == 2 && jobs.userCount == 2)
        jobs[ids[0]] = nil
        #expect(jobs.removeValue(forKey: ids[0]) == nil)
        #expect(jobs.removeValue(forKey: ids[2])?.user.text == "bob")
        #expect(jobs.count(of: ann) == 1 && jobs.userCount == 1)
    }
}
