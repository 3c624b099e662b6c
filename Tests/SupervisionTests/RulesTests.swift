import JobStore
import Jobs
import Scheduling
import Testing

@testable import Supervision

/// Rules as they come, and what they change.
@Suite struct RulesTests {
    private static func digest(_ byte: UInt8) -> ContentDigest? {
        ContentDigest(bytes: repeatElement(byte, count: 32))
    }

    /// A scenario in which these rules count.
    private static func scenario(_ rules: String, processors: Int = 1) -> SupervisorScenario {
        var scenario = SupervisorScenario(processors: processors)
        scenario.state.restore(rules: StoredRules(document: rules, file: nil))
        scenario.warmUp()
        return scenario
    }

    private static func propose(
        _ document: String, to scenario: inout SupervisorScenario, piece: Int = 0
    ) -> [SupervisorScenario.Action] {
        let pieces = RulesPiece.pieces(of: document, proposal: JobID(high: 9, low: 9))
        return pieces.enumerated().flatMap { number, piece in
            scenario.tell(.command(.propose(piece), number))
        }
    }

    @Test func `Rules count once the store has them, and not before`() {
        var scenario = SupervisorScenario()
        let actions = Self.propose("{\"everyone\":{\"max_waiting\":1}}", to: &scenario)
        #expect(actions.answers == [:])
        #expect(
            actions.commits == [
                [.keepRules(StoredRules(document: "{\"everyone\":{\"max_waiting\":1}}", file: nil))]
            ])
        #expect(scenario.state.rules == Rules())
        let answers = scenario.tell(.committed(CommitResult())).answers
        #expect(answers == [0: .accepted])
        #expect(scenario.state.terms(of: .guest).maximumWaiting == 1)
    }

    @Test func `Rules that the store does not take do not count, and are written when it does`() {
        var scenario = SupervisorScenario()
        _ = Self.propose("{\"everyone\":{\"max_waiting\":1}}", to: &scenario)
        #expect(scenario.tell(.commitFailed(reason: "full")).answers == [:])
        #expect(scenario.state.rules == Rules())
        let again = scenario.advance(by: .seconds(1))
        #expect(again.commits.count == 1)
        let answers = scenario.tell(.committed(CommitResult())).answers
        #expect(answers == [0: .accepted])
        #expect(scenario.state.rules != Rules())
    }

    @Test func `A long document comes in pieces, each of which is answered`() {
        var scenario = SupervisorScenario()
        let users = (0..<300).map { "\"user\($0)é\":{}" }.joined(separator: ",")
        let document = "{\"tiers\":{},\"users\":{\(users.replacing("é", with: ""))}}"
        let pieces = RulesPiece.pieces(of: document, proposal: JobID(high: 9, low: 9)).count
        #expect(pieces > 3)
        let actions = Self.propose(document, to: &scenario)
        #expect(actions.answers.values.allSatisfy { $0 == .accepted } && actions.answers.count == pieces - 1)
        let answers = scenario.tell(.committed(CommitResult())).answers
        #expect(answers == [pieces - 1: .accepted])
        #expect(scenario.state.rules.users.count == 300)
    }

    @Test func `A piece out of order, or a document that is none, changes nothing`() {
        var scenario = SupervisorScenario()
        let stray = RulesPiece(proposal: JobID(high: 1, low: 1), offset: 900, total: 1000, text: "{}")
        #expect(scenario.tell(.command(.propose(stray), 1)).answers == [1: .malformed])
        let broken = RulesPiece(proposal: JobID(high: 1, low: 2), offset: 0, total: 1, text: "{")
        #expect(scenario.tell(.command(.propose(broken), 2)).answers == [2: .malformed])
        #expect(scenario.state.batches.isEmpty)
    }

    @Test func `Of documents that are never finished the oldest is pushed out`() {
        var proposals = RulesProposals()
        func piece(_ number: UInt64, at offset: Int) -> RulesPiece {
            RulesPiece(proposal: JobID(high: 0, low: number), offset: offset, total: 2, text: "{")
        }
        for number in 0..<5 as Range<UInt64> { #expect(proposals.add(piece(number, at: 0)) == .incomplete) }
        #expect(proposals.add(piece(0, at: 1)) == .malformed)
        #expect(proposals.add(piece(1, at: 1)) == .complete("{{"))
    }

    @Test func `A file is taken over once: what was set after it counts until it changes`() {
        var scenario = SupervisorScenario()
        func tell(_ document: String, _ byte: UInt8) {
            scenario.tell(.rulesFile(StoredRules(document: document, file: Self.digest(byte))))
            scenario.tell(.committed(CommitResult()))
        }
        tell("{\"everyone\":{\"max_waiting\":1}}", 1)
        #expect(scenario.state.rules.everyone.maximumWaiting == 1)
        _ = Self.propose("{\"everyone\":{\"max_waiting\":2}}", to: &scenario)
        scenario.tell(.committed(CommitResult()))
        tell("{\"everyone\":{\"max_waiting\":1}}", 1)
        #expect(scenario.state.rules.everyone.maximumWaiting == 2)
        tell("{\"everyone\":{\"max_waiting\":3}}", 2)
        #expect(scenario.state.rules.everyone.maximumWaiting == 3)
    }

    @Test func `Weights share processors, for what waits already too`() {
        var scenario = Self.scenario("{}")
        for user in ["ann", "bob"] {
            for _ in 0..<40 { _ = scenario.accept(scenario.submission(user)) }
        }
        let before = scenario.starts(16)
        #expect((7...9).contains(before.count { $0 == "ann" }))
        _ = Self.propose("{\"users\":{\"ann\":{\"weight\":3}}}", to: &scenario)
        _ = scenario.settleBatches()
        let after = scenario.starts(24)
        #expect((17...19).contains(after.count { $0 == "ann" }))
    }

    @Test func `An account's weight counts before the tier's, and after the user's own`() throws {
        var scenario = Self.scenario(
            "{\"tiers\":{\"t\":{\"weight\":4}},\"users\":{\"ann\":{\"tier\":\"t\"},\"eve\":{\"weight\":5}}}")
        let users = try ["ann", "bob", "eve"].map { try #require(UserName($0)) }
        func weights() -> [Double] { users.map { scenario.state.queue.terms(of: $0).weight.value } }
        #expect(weights() == [4, 1, 5])
        for user in users { scenario.state.setAccountWeight(Weight(2), of: user) }
        #expect(weights() == [2, 2, 5])
        _ = Self.propose("{\"everyone\":{\"weight\":3}}", to: &scenario)
        _ = scenario.settleBatches()
        #expect(weights() == [2, 2, 2])
        scenario.state.setAccountWeight(nil, of: users[0])
        #expect(weights() == [3, 2, 2])
    }

    @Test func `A condition makes its jobs' time count less`() {
        var scenario = Self.scenario("{\"conditions\":[{\"waited_over\":5,\"factor\":3}]}")
        _ = scenario.accept(scenario.submission("carol"))
        for _ in 0..<60 { _ = scenario.accept(scenario.submission("ann")) }
        _ = scenario.advance(by: .seconds(6))
        for _ in 0..<60 { _ = scenario.accept(scenario.submission("bob")) }
        // Of equal jobs those that waited for six seconds count a third.
        let starts = scenario.starts(24)
        #expect((17...19).contains(starts.count { $0 == "ann" }))
    }

    @Test func `A cap on running jobs leaves processors to others, and is none for errands`() {
        var scenario = Self.scenario("{\"users\":{\"ann\":{\"max_running\":1}}}", processors: 3)
        for _ in 0..<3 { _ = scenario.accept(scenario.submission("ann")) }
        #expect(scenario.runningUsers == ["ann"])
        _ = scenario.accept(scenario.submission("bob"))
        _ = scenario.accept(scenario.submission("bob"))
        #expect(scenario.runningUsers == ["ann", "bob", "bob"])
        _ = Self.propose("{}", to: &scenario)
        _ = scenario.settleBatches()
        #expect(scenario.runningUsers == ["ann", "bob", "bob"])
    }

    @Test func `A cap that is lifted lets jobs that wait begin at once`() {
        var scenario = Self.scenario("{\"everyone\":{\"max_running\":1}}", processors: 3)
        for _ in 0..<3 { _ = scenario.accept(scenario.submission("ann")) }
        #expect(scenario.runningUsers == ["ann"])
        _ = Self.propose("{}", to: &scenario)
        _ = scenario.tell(.committed(CommitResult()))
        #expect(scenario.runningUsers == ["ann", "ann", "ann"])
    }

    @Test func `A cap on waiting jobs counts in place of the setting`() {
        var scenario = Self.scenario("{\"users\":{\"ann\":{\"max_waiting\":2}}}", processors: 1)
        for ticket in 1...3 { _ = scenario.accept(scenario.submission("ann"), ticket: ticket) }
        let refused = scenario.tell(.command(.submit(scenario.submission("ann")), 9)).answers
        #expect(refused == [9: .overQuota])
        #expect(scenario.accept(scenario.submission("bob"), ticket: 10).answers[10] == .accepted)
    }
}

extension SupervisorScenario {
    /// The first that works on a job.
    var busySlot: Int? { state.slots.firstIndex(where: \.isBusy) }

    /// Whose jobs have a processor.
    var runningUsers: [String] {
        state.slots.compactMap { slot in
            guard case .busy(_, let work) = slot else { return nil }
            return state.jobs.owner(of: work.job)?.text
        }.sorted()
    }

    /// Lets `count` jobs, one after the other, hold the only processor for what was predicted.
    /// - Returns: whose they were.
    mutating func starts(_ count: Int) -> [String] {
        (0..<count).compactMap { _ in
            guard let slot = busySlot, case .busy(_, let work) = state.slots[slot]
            else { return nil }
            let user = state.jobs.owner(of: work.job)?.text
            _ = advance(by: .milliseconds(11))
            _ = report(slot, Self.success)
            _ = settleBatches()
            return user
        }
    }
}
