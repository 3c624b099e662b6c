import JobStore
import Jobs
import Testing

@testable import Supervision

@Suite struct ParkingTests {
    private let request = JobID(high: 7, low: 7)

    private func park(_ ids: JobID..., milliseconds: UInt32 = 5000) -> SupervisorEvent<Int> {
        .command(.park(request, for: ids, milliseconds: milliseconds), 9)
    }

    @Test func `A request is answered when its job's end is durable`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        #expect(scenario.tell(park(id)).answers == [9: .accepted])
        let reported = scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(reported.answered.isEmpty)
        #expect(scenario.tell(.committed(CommitResult())).answered == [request])
        #expect(scenario.state.parked.count == 0)
    }

    @Test func `A request for a job whose end is on its way to the disk waits for that`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        scenario.tell(.reported(slot: slot, SupervisorScenario.success))
        #expect(scenario.tell(park(id)).answers == [9: .accepted])
        #expect(scenario.tell(.committed(CommitResult())).answered == [request])
    }

    @Test func `There is nothing to wait for once all have ended, or where there is no job`() throws {
        var (scenario, id, slot) = try SupervisorScenario.running()
        _ = scenario.report(slot, SupervisorScenario.success)
        #expect(scenario.tell(park(id)).answers == [9: .refused])
        #expect(scenario.tell(park(JobID(high: 3, low: 3))).answers == [9: .refused])
        #expect(scenario.tell(park()).answers == [9: .refused])
    }

    @Test func `A request for several jobs is answered at the end of the last`() {
        var scenario = SupervisorScenario()
        let (first, second) = (scenario.submission(), scenario.submission())
        _ = scenario.accept(first)
        _ = scenario.accept(second, ticket: 2)
        scenario.tell(park(first.id, second.id, JobID(high: 3, low: 3)))
        scenario.tell(.command(.cancel(first.id, by: first.user), 3))
        #expect(scenario.tell(.committed(CommitResult())).answered.isEmpty)
        scenario.tell(.command(.cancel(second.id, by: second.user), 4))
        #expect(scenario.tell(.committed(CommitResult())).answered == [request])
    }

    @Test func `When its time is over a request is answered, and the end of its job says nothing more`() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        _ = scenario.accept(submission)
        scenario.tell(park(submission.id, milliseconds: 1000))
        #expect(scenario.state.nextDeadline.map { $0 <= scenario.now.monotonic + .seconds(1) } == true)
        #expect(scenario.advance(by: .milliseconds(999)).answered.isEmpty)
        #expect(scenario.advance(by: .milliseconds(1)).answered == [request])
        scenario.tell(.command(.cancel(submission.id, by: submission.user), 3))
        #expect(scenario.tell(.committed(CommitResult())).answered.isEmpty)
    }

    @Test func `No request waits longer than the longest time, whatever it asks for`() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        _ = scenario.accept(submission)
        scenario.tell(park(submission.id, milliseconds: .max))
        #expect(scenario.advance(by: SupervisorState<Int>.longestParking).answered == [request])
    }

    @Test func `A supervisor that ends leaves nobody waiting`() {
        var scenario = SupervisorScenario()
        let submission = scenario.submission()
        _ = scenario.accept(submission)
        scenario.tell(park(submission.id))
        #expect(scenario.state.releaseAllParked() == [.answer(parked: request)])
        #expect(scenario.state.parked.count == 0)
        #expect(scenario.advance(by: .seconds(60)).answered.isEmpty)
    }

    @Test func `Requests that left leave nothing behind, though their job goes on`() throws {
        var parked = ParkedRequests()
        let job = JobID(high: 1, low: 1)
        for number in 0..<1000 {
            parked.park(JobID(high: 2, low: UInt64(number)), for: [job], until: .seconds(number))
        }
        #expect(parked.takeDue(.seconds(998)).count == 999)
        #expect(parked.count == 1)
        #expect(parked.end(job) == [JobID(high: 2, low: 999)])
        #expect(parked.nextDue == nil)
    }
}
