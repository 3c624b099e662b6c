import Jobs
import Testing

@testable import Supervision

@Suite struct ExplanationTests {
    /// One processor, which a job of ann's holds for ten seconds.
    private func busy(
        limits: ServiceSettings.Limits = ServiceSettings.Limits(), processors: Int = 1
    ) -> SupervisorScenario {
        var scenario = SupervisorScenario(processors: processors, limits: limits)
        scenario.warmUp()
        _ = scenario.accept(sleep(of: "ann", 10, &scenario), ticket: 900)
        _ = scenario.settleBatches()
        return scenario
    }

    private func sleep(
        of user: String, _ seconds: Int64, priority: Int = 0, _ scenario: inout SupervisorScenario
    ) -> Submission {
        var submission = scenario.submission(user)
        submission.options = JobOptions(durationMilliseconds: seconds * 1000)
        submission.priority = Priority(priority) ?? .normal
        return submission
    }

    private func explanation(of id: JobID, _ scenario: inout SupervisorScenario) -> Explanation? {
        scenario.tell(.command(.explain(id), 77)).explanations[77]
    }

    private func seconds(_ time: Timestamp?, _ scenario: SupervisorScenario) -> Double {
        Double((time?.milliseconds ?? .max) - scenario.now.wall.milliseconds) / 1000
    }

    @Test func `A waiting job is told its places, its share, the work ahead and when it begins and ends`()
        throws
    {
        var scenario = busy()
        for _ in 0..<3 { _ = scenario.accept(sleep(of: "ann", 10, &scenario)) }
        let job = sleep(of: "bob", 4, &scenario)
        _ = scenario.accept(job)
        let last = sleep(of: "ann", 2, &scenario)
        _ = scenario.accept(last)
        let bobs = try #require(explanation(of: job.id, &scenario))
        #expect(bobs.state == .pending && bobs.ownPosition == 1 && bobs.share == 0.5)
        #expect(bobs.processors == 1 && bobs.ownRunning == 0)
        // Ann's job that runs was charged to her: bob is next, though three of hers came before.
        #expect(bobs.position == 1 && bobs.workAhead == 0)
        #expect((9.5...10.5).contains(seconds(bobs.start?.median, scenario)))
        #expect((13.5...14.7).contains(seconds(bobs.end.median, scenario)))
        #expect(seconds(bobs.start?.late, scenario) >= seconds(bobs.start?.median, scenario))
        #expect(seconds(bobs.end.late, scenario) >= seconds(bobs.end.median, scenario))
        #expect(bobs.reasons == [.processors(1)])
        let anns = try #require(explanation(of: last.id, &scenario))
        #expect(anns.ownPosition == 4 && anns.position == 5 && anns.ownRunning == 1)
        #expect(abs((anns.workAhead ?? 0) - 34) < 0.5)
        #expect(anns.reasons == [.ownJobs(3), .otherUsers(1), .processors(1)])
    }

    @Test func `What runs, what is put off and what ended are told apart`() throws {
        var scenario = busy()
        let running = try #require(
            scenario.state.slots.compactMap { slot in
                if case .busy(_, let work) = slot { work.job } else { nil }
            }.first)
        _ = scenario.advance(by: .seconds(4))
        let runs = try #require(explanation(of: running, &scenario))
        #expect(runs.state == .processing && runs.start == nil && runs.position == nil)
        #expect((5.5...6.5).contains(seconds(runs.end.median, scenario)))
        #expect(runs.reasons == [.running])
        var later = sleep(of: "ann", 1, &scenario)
        later.dueAt = Timestamp(milliseconds: scenario.now.wall.milliseconds + 60_000)
        _ = scenario.accept(later)
        let scheduled = try #require(explanation(of: later.id, &scenario))
        #expect(scheduled.state == .scheduled && scheduled.reasons == [.scheduled])
        #expect(seconds(scheduled.start?.median, scenario) >= 60)
        let gone = scenario.tell(.command(.explain(JobID(high: 5, low: 5)), 78))
        #expect(gone.answers == [78: .refused])
    }

    @Test func `A user who may run no more at once is told so, and waits for an own job to end`() throws {
        var limits = ServiceSettings.Limits()
        limits.maximumRunningPerUser = 1
        var scenario = busy(limits: limits, processors: 3)
        let job = sleep(of: "ann", 1, &scenario)
        #expect(scenario.accept(job).assignments.isEmpty)
        let told = try #require(explanation(of: job.id, &scenario))
        #expect(told.reasons == [.mostRunning(1)])
        #expect((9.5...10.5).contains(seconds(told.start?.median, scenario)))
        // Others go on meanwhile.
        #expect(scenario.accept(sleep(of: "bob", 1, &scenario)).assignments.count == 1)
    }

    @Test func `Before any processor is ready, and while the service stops, that is the reason`() throws {
        var scenario = SupervisorScenario(processors: 2, drain: .seconds(5))
        let job = sleep(of: "ann", 1, &scenario)
        _ = scenario.accept(job)
        #expect(try #require(explanation(of: job.id, &scenario)).reasons == [.noProcessor])
        var stopping = busyWithDrain()
        let waiting = sleep(of: "ann", 1, &stopping)
        _ = stopping.accept(waiting)
        stopping.tell(.stop)
        #expect(try #require(explanation(of: waiting.id, &stopping)).reasons.first == .stopping)
    }

    private func busyWithDrain() -> SupervisorScenario {
        var scenario = SupervisorScenario(processors: 1, drain: .seconds(5))
        scenario.warmUp()
        _ = scenario.accept(sleep(of: "ann", 10, &scenario), ticket: 900)
        _ = scenario.settleBatches()
        return scenario
    }

    @Test func `Events and explanations tell the same start`() throws {
        var scenario = busy()
        let job = sleep(of: "bob", 1, &scenario)
        _ = scenario.accept(job)
        scenario.tell(.command(.follow(job.user), 5))
        scenario.now.monotonic += .seconds(2)
        scenario.now.wall.milliseconds += 2000
        let entry = try #require(
            scenario.tell(.tick).overviews.first { $0.user == job.user }?.overview.jobs.first)
        let told = try #require(explanation(of: job.id, &scenario))
        #expect(entry.start == told.start)
        #expect(entry.position == told.position && entry.ownPosition == told.ownPosition)
    }

    @Test func `The place of the last of 20,000 jobs is exact`() throws {
        var scenario = busy()
        let ids = (0..<20_000).map { number in
            let submission = scenario.submission("ann")
            scenario.state.restore(
                Job(sequence: Int64(number), submission: submission, state: .pending), at: scenario.now)
            return submission.id
        }
        #expect(explanation(of: ids[19_999], &scenario)?.ownPosition == 20_000)
        #expect(explanation(of: ids[7000], &scenario)?.ownPosition == 7001)
    }
}

extension [SupervisorAction<Int>] {
    fileprivate var explanations: [Int: Explanation] {
        reduce(into: [:]) { if case .explain(let ticket, let explanation) = $1 { $0[ticket] = explanation } }
    }
}
