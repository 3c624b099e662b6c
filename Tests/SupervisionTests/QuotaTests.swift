import JobStore
import Jobs
import Testing

@testable import Supervision

/// What the jobs of a day may take.
@Suite struct QuotaTests {
    private static let noon = Timestamp(milliseconds: 20_000 * Timestamp.millisecondsPerDay + 43_200_000)

    private static func scenario(_ terms: String, processors: Int = 1) -> SupervisorScenario {
        var scenario = SupervisorScenario(processors: processors)
        scenario.now.wall = noon
        scenario.state.restore(rules: StoredRules(document: "{\"everyone\":\(terms)}", file: nil))
        scenario.warmUp()
        return scenario
    }

    /// A job that sleeps for so many seconds, or of an image with so many pixels.
    private static func submission(
        _ scenario: inout SupervisorScenario, _ user: String = "ann", seconds: Int64 = 0, pixels: Int = 0
    ) -> Submission {
        var submission = scenario.submission(user, kind: pixels > 0 ? .size : .sleep)
        submission.options = JobOptions(durationMilliseconds: seconds * 1000)
        if pixels > 0 { submission.image = InputImage(format: .png, bytes: 1, width: pixels, height: 1) }
        return submission
    }

    private static func answer(_ submission: Submission, _ scenario: inout SupervisorScenario) -> Verdict? {
        var actions = scenario.tell(.command(.submit(submission), 1))
        if actions.answers.isEmpty { actions += scenario.tell(.committed(CommitResult())) }
        return actions.answers[1]
    }

    @Test func `Pixels count when they are submitted, each user's for itself`() {
        var scenario = Self.scenario("{\"pixels_per_day\":100}")
        #expect(Self.answer(Self.submission(&scenario, pixels: 60), &scenario) == .accepted)
        #expect(Self.answer(Self.submission(&scenario, pixels: 41), &scenario) == .overDay)
        #expect(Self.answer(Self.submission(&scenario, pixels: 40), &scenario) == .accepted)
        #expect(Self.answer(Self.submission(&scenario, pixels: 1), &scenario) == .overDay)
        #expect(Self.answer(Self.submission(&scenario, "bob", pixels: 100), &scenario) == .accepted)
        #expect(Self.answer(Self.submission(&scenario, "eve", pixels: 101), &scenario) == .largerThanDay)
    }

    @Test func `Submissions on their way to the store count already`() {
        var scenario = Self.scenario("{\"pixels_per_day\":100}")
        let first = scenario.tell(.command(.submit(Self.submission(&scenario, pixels: 60)), 1))
        #expect(first.answers == [:])
        let second = scenario.tell(.command(.submit(Self.submission(&scenario, pixels: 60)), 2))
        #expect(second.answers == [2: .overDay])
        #expect(scenario.tell(.commitFailed(reason: "full")).answers == [1: .failed])
        // What was not taken in has taken nothing.
        #expect(scenario.state.days.use(of: UserName("ann") ?? .guest) == DayUse())
        _ = scenario.advance(by: .seconds(1))
        _ = scenario.settleBatches()
        #expect(Self.answer(Self.submission(&scenario, pixels: 100), &scenario) == .accepted)
    }

    @Test func `A submission that was sent before counts once`() {
        var scenario = Self.scenario("{\"pixels_per_day\":100}")
        let submission = Self.submission(&scenario, pixels: 60)
        _ = scenario.tell(.command(.submit(submission), 1))
        _ = scenario.tell(.committed(CommitResult(replayed: [submission.id])))
        #expect(Self.answer(Self.submission(&scenario, pixels: 100), &scenario) == .accepted)
    }

    @Test func `Processor time counts as predicted until the job has ended, then as it was held`() throws {
        var scenario = Self.scenario("{\"processor_seconds_per_day\":100}")
        #expect(Self.answer(Self.submission(&scenario, seconds: 60), &scenario) == .accepted)
        #expect(Self.answer(Self.submission(&scenario, seconds: 60), &scenario) == .overDay)
        _ = scenario.advance(by: .seconds(10))
        let slot = try #require(scenario.busySlot)
        _ = scenario.report(slot, SupervisorScenario.success)
        _ = scenario.settleBatches()
        #expect(scenario.state.days.use(of: UserName("ann") ?? .guest) == DayUse(heldMilliseconds: 10_000))
        #expect(Self.answer(Self.submission(&scenario, seconds: 89), &scenario) == .accepted)
    }

    @Test func `A job that is cancelled before it began takes nothing`() {
        var scenario = Self.scenario("{\"processor_seconds_per_day\":100}")
        let jobs = [50, 40].map { Self.submission(&scenario, seconds: $0) }
        for job in jobs { #expect(Self.answer(job, &scenario) == .accepted) }
        _ = scenario.tell(.command(.cancel(jobs[1].id, by: jobs[1].user), 2))
        _ = scenario.tell(.committed(CommitResult()))
        #expect(Self.answer(Self.submission(&scenario, seconds: 49), &scenario) == .accepted)
    }

    @Test func `At midnight in UTC a day begins with nothing, and jobs of the day before count no more`()
        throws
    {
        var scenario = Self.scenario("{\"processor_seconds_per_day\":100,\"pixels_per_day\":100}")
        #expect(Self.answer(Self.submission(&scenario, seconds: 90), &scenario) == .accepted)
        #expect(Self.answer(Self.submission(&scenario, pixels: 100), &scenario) == .accepted)
        scenario.now.wall = Self.noon.endOfDay
        scenario.now.monotonic += .seconds(43_200)
        #expect(Self.answer(Self.submission(&scenario, seconds: 90), &scenario) == .accepted)
        #expect(Self.answer(Self.submission(&scenario, pixels: 100), &scenario) == .accepted)
        let slot = try #require(scenario.busySlot)
        _ = scenario.report(slot, SupervisorScenario.success)
        #expect(scenario.state.days.use(of: UserName("ann") ?? .guest).heldMilliseconds == 0)
    }

    @Test func `What was taken goes to the store with the batch that took it`() throws {
        var scenario = Self.scenario("{\"pixels_per_day\":100}")
        let submission = Self.submission(&scenario, pixels: 60)
        let commits = scenario.tell(.command(.submit(submission), 1)).commits
        let ann = try #require(UserName("ann"))
        let use = DayUse(predictedMilliseconds: 2, pixels: 60)
        #expect(commits == [[.submit(submission), .recordUses(day: 20_000, [ann: use])]])
    }

    @Test func `Without quotas nothing is written, and what was taken counts once there is one`() {
        var scenario = Self.scenario("{}")
        let submission = Self.submission(&scenario, pixels: 60)
        #expect(scenario.tell(.command(.submit(submission), 1)).commits == [[.submit(submission)]])
        _ = scenario.settleBatches()
        scenario.tell(
            .rulesFile(StoredRules(document: "{\"everyone\":{\"pixels_per_day\":100}}", file: nil)))
        _ = scenario.tell(
            .command(
                .propose(
                    RulesPiece(
                        proposal: JobID(high: 9, low: 9), offset: 0, total: 35,
                        text: "{\"everyone\":{\"pixels_per_day\":100}}")), 2))
        _ = scenario.settleBatches()
        #expect(Self.answer(Self.submission(&scenario, pixels: 41), &scenario) == .overDay)
    }

    @Test func `A supervisor that starts knows what was taken, and adds what is unfinished`() throws {
        var scenario = Self.scenario("{\"processor_seconds_per_day\":100}")
        let ann = try #require(UserName("ann"))
        scenario.state.restore(
            uses: [ann: DayUse(heldMilliseconds: 30_000, predictedMilliseconds: 99_000, pixels: 5)],
            at: scenario.now)
        let waiting = Self.submission(&scenario, seconds: 40)
        scenario.restore([Job(sequence: 1, submission: waiting, state: .pending)])
        let predicted = Int64((scenario.state.cost(of: waiting) * 1000).rounded())
        #expect((40_000...41_000).contains(predicted))
        #expect(
            scenario.state.days.use(of: ann)
                == DayUse(heldMilliseconds: 30_000, predictedMilliseconds: predicted, pixels: 5))
        #expect(Self.answer(Self.submission(&scenario, seconds: 31), &scenario) == .overDay)
        #expect(Self.answer(Self.submission(&scenario, seconds: 29), &scenario) == .accepted)
    }

    @Test func `A retry needs something of the quota to be left`() {
        var scenario = Self.scenario("{\"pixels_per_day\":10}")
        let ann = UserName("ann") ?? .guest
        #expect(Self.answer(Self.submission(&scenario, pixels: 10), &scenario) == .accepted)
        let retry = scenario.tell(.command(.retry(JobID(high: 7, low: 7), by: ann), 3))
        #expect(retry.answers == [3: .overDay])
    }
}
