import Jobs
import SharedRing
import Testing

@testable import Supervision

@Suite struct CountersTests {
    private func counters(_ scenario: SupervisorScenario) -> QueueCounters {
        var counters = QueueCounters(
            waiting: 0, running: 0, processorsAlive: 0, processorsWanted: 0, forkserverReady: true,
            beat: .zero)
        var state = scenario.state
        state.describe(&counters, at: scenario.now)
        return counters
    }

    @Test func `Waiting jobs are counted by kind, with the longest wait`() {
        var scenario = SupervisorScenario(processors: 1)
        _ = scenario.accept(scenario.submission(kind: .sleep))
        _ = scenario.advance(by: .seconds(4))
        _ = scenario.accept(scenario.submission(kind: .sleep))
        _ = scenario.advance(by: .seconds(1))
        let counters = counters(scenario)
        #expect(counters.waitingByKind[Int(JobKind.sleep.number)] == 2)
        #expect(counters.waitingByKind.reduce(0, +) == 2)
        #expect(counters.oldestWait == .seconds(5))
        #expect(counters.accepted == 2)
    }

    @Test func `A job that runs does not wait; one whose processor died does, from then on`() throws {
        var scenario = SupervisorScenario(processors: 1)
        scenario.warmUp()
        let actions = scenario.accept(scenario.submission())
        let slot = try #require(actions.assignments.first?.slot)
        _ = scenario.advance(by: .seconds(3))
        #expect(counters(scenario).oldestWait == .zero)
        #expect(counters(scenario).waitingByKind.reduce(0, +) == 0)
        _ = scenario.accept(scenario.submission(), ticket: 2)
        scenario.tell(
            .exited(slot: slot, pid: scenario.pid(slot), SupervisorScenario.exit(.signal(9))))
        _ = scenario.advance(by: .seconds(2))
        #expect(counters(scenario).waitingByKind.reduce(0, +) == scenario.state.counts.waiting)
        #expect(counters(scenario).oldestWait == .seconds(2))
    }

    @Test func `Jobs that run, wait, or wait for their time are counted by user until they end`() {
        var scenario = SupervisorScenario(processors: 1)
        #expect(counters(scenario).jobsByUser == [])
        scenario.warmUp()
        #expect(scenario.accept(scenario.submission("bob")).assignments.count == 1)
        let waiting = scenario.submission("ann")
        _ = scenario.accept(waiting, ticket: 2)
        var delayed = scenario.submission("ann")
        delayed.dueAt = Timestamp(milliseconds: scenario.now.wall.milliseconds + 60_000)
        _ = scenario.accept(delayed, ticket: 3)
        let both = counters(scenario)
        #expect(both.users == 2)
        #expect(
            both.jobsByUser == [UserLoad(name: "ann", jobs: 2), UserLoad(name: "bob", jobs: 1, running: 1)])
        for (ticket, job) in [(4, waiting), (5, delayed)] {
            scenario.tell(.command(.cancel(job.id, by: job.user), ticket))
        }
        _ = scenario.settleBatches()
        #expect(counters(scenario).users == 1)
        #expect(counters(scenario).jobsByUser == [UserLoad(name: "bob", jobs: 1, running: 1)])
    }

    @Test func `Ends are counted since the start, for the last second and the last minute`() throws {
        var tally = JobTally()
        func moment(_ seconds: Int64) -> Moment {
            Moment(monotonic: .seconds(seconds), wall: Timestamp(milliseconds: 0))
        }
        for second in 0..<Int64(100) {
            tally.end(second == 99 ? .failed : .completed, at: moment(second))
            tally.end(.completed, at: moment(second))
        }
        #expect((tally.completed, tally.failed) == (199, 1))
        #expect(tally.recent(at: moment(99)) == (2, 120))
        #expect(tally.recent(at: moment(130)) == (0, 60))
        #expect(tally.recent(at: moment(500)) == (0, 0))
    }

    @Test func `An old wait does not keep the ends behind it, and the oldest is right`() {
        var ledger = WaitLedger()
        let numbers = (0..<1000).map { time in
            let number = ledger.begin(.ocr, since: Timestamp(milliseconds: Int64(time)))
            if time > 1 { #expect(ledger.end(number, .ocr) == Timestamp(milliseconds: Int64(time))) }
            return number
        }
        #expect(ledger.oldest == [.ocr: Timestamp(milliseconds: 0)])
        #expect(ledger.counts[.ocr] == 2)
        #expect(ledger.end(numbers[0], .ocr) == Timestamp(milliseconds: 0))
        #expect(ledger.end(numbers[0], .ocr) == nil)
        #expect(ledger.oldest == [.ocr: Timestamp(milliseconds: 1)])
        ledger.end(numbers[1], .ocr)
        #expect(ledger.oldest == [:])
        #expect(ledger.counts[.ocr] == 0)
    }
}
