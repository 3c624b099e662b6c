import Jobs
import Testing

@testable import Supervision

@Suite struct LendingTests {
    /// `processors` warm ones, of which a job can use `lendable` beside its own.
    private func warmScenario(
        processors: Int = 2, lendable: Int = 3, limits: ServiceSettings.Limits = ServiceSettings.Limits()
    ) -> SupervisorScenario {
        var scenario = SupervisorScenario(processors: processors, limits: limits)
        scenario.tell(.tick)
        var actions = scenario.tell(.forkserverReady(missing: [], lendable: lendable))
        while !actions.forks.isEmpty { actions = actions.forks.flatMap { scenario.fork($0) } }
        return scenario
    }

    private func page(_ scenario: inout SupervisorScenario, kind: JobKind = .ocr) -> Submission {
        var submission = scenario.submission(kind: kind)
        submission.options = JobOptions()
        submission.image = InputImage(format: .png, bytes: 9, width: 1000, height: 2000)
        return submission
    }

    private func lent(_ submission: Submission, _ scenario: inout SupervisorScenario) -> [Int] {
        scenario.accept(submission).assignments.map(\.assignment.lent)
    }

    @Test func `A page is lent the processors that are idle, as many as it can use`() {
        for (processors, lendable, expected) in [(1, 3, 0), (2, 3, 1), (4, 3, 3), (8, 3, 3), (4, 0, 0)] {
            var scenario = warmScenario(processors: processors, lendable: lendable)
            #expect(lent(page(&scenario), &scenario) == [expected])
        }
    }

    @Test func `A second page is lent what is left, and what it takes itself is taken back`() {
        var scenario = warmScenario(processors: 6)
        #expect(lent(page(&scenario), &scenario) == [3])
        #expect(lent(page(&scenario), &scenario) == [1])
        let third = scenario.accept(page(&scenario))
        #expect(third.assignments.map(\.assignment.lent) == [0])
        #expect(third.loans == [Loan(processors: 0)])
    }

    @Test func `Only jobs that read an image in the usual language are lent processors`() {
        for kind in [JobKind.sleep, .size, .ascii, .mirror] {
            var scenario = warmScenario()
            #expect(lent(page(&scenario, kind: kind), &scenario) == [0])
        }
        var scenario = warmScenario()
        var foreign = page(&scenario)
        foreign.options.language = Languages("deu")
        #expect(lent(foreign, &scenario) == [0])
        scenario = warmScenario()
        #expect(lent(page(&scenario, kind: .text), &scenario) == [1])
    }

    @Test func `Jobs with little memory are lent nothing, for threads take some`() {
        var limits = ServiceSettings.Limits()
        limits.processorMemoryBytes = 512 << 20
        var scenario = warmScenario(limits: limits)
        #expect(lent(page(&scenario), &scenario) == [0])
    }

    @Test func `While a job waits nothing is lent`() throws {
        var scenario = warmScenario(processors: 1)
        let slot = try #require(scenario.accept(page(&scenario)).assignments.first?.slot)
        for _ in 0..<2 { _ = scenario.accept(page(&scenario)) }
        let next = scenario.report(slot, SupervisorScenario.success).assignments
        #expect(next.map(\.assignment.lent) == [0])
    }

    @Test func `A job that comes begins at once, and the loan ends before it does`() throws {
        var scenario = warmScenario()
        let first = try #require(scenario.accept(page(&scenario)).assignments.first)
        #expect(first.assignment.lent == 1)
        let actions = scenario.accept(page(&scenario))
        #expect(actions.assignments.map(\.assignment.lent) == [0])
        #expect(actions.loans == [Loan(processors: 0)])
        #expect(scenario.state.lent == 0)
        #expect(scenario.tell(.tick).loans.isEmpty, "it is taken back once")
    }

    @Test func `With fewer processors wanted, loans are taken back`() {
        var scenario = warmScenario(processors: 4)
        #expect(lent(page(&scenario), &scenario) == [3])
        #expect(scenario.tell(.resized(processors: 2)).loans == [Loan(processors: 1)])
        #expect(scenario.state.lent == 1)
    }

    @Test func `The time of lent processors is charged while they were held`() throws {
        var scenario = warmScenario()
        let first = try #require(scenario.accept(page(&scenario)).assignments.first)
        _ = scenario.advance(by: .seconds(2))
        _ = scenario.accept(page(&scenario))
        _ = scenario.advance(by: .seconds(3))
        guard case .busy(_, let work) = scenario.state.slots[first.slot] else {
            Issue.record("the job does not run")
            return
        }
        #expect(SupervisorState<Int>.held(work, scenario.now) == 7)
    }
}

extension [SupervisorAction<Int>] {
    fileprivate var loans: [Loan] { compactMap { if case .lend(_, let loan) = $0 { loan } else { nil } } }
}
