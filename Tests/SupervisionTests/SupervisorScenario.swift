import JobStore
import Jobs
import TestSupport
import Testing

@testable import Supervision

/// A supervisor's state with a hand on its clock, for tests: tells it events and sorts the actions that follow.
struct SupervisorScenario {
    typealias Event = SupervisorEvent<Int>
    typealias Action = SupervisorAction<Int>

    var state: SupervisorState<Int>
    var now = Moment(monotonic: .seconds(1000), wall: Timestamp(milliseconds: 1_700_000_000_000))
    private var nextID: UInt64 = 0
    private var nextPid: Int32 = 100

    init(
        processors: Int = 2, limits: ServiceSettings.Limits = ServiceSettings.Limits(),
        drain: Duration = .zero, equipment: [Equipment] = [.models]
    ) {
        state = SupervisorState(
            processors: processors, slots: 16, limits: limits, drain: drain, equipment: equipment,
            random: SplitMix64(state: 1))
    }

    @discardableResult mutating func tell(_ event: Event) -> [Action] {
        state.handle(event, at: now)
    }

    /// Lets time pass with a turn each second at least, as the event loop takes them; more than an hour, in which nothing
    /// runs, at once.
    mutating func advance(by time: Duration) -> [Action] {
        let step = time > .seconds(3600) ? time : SupervisorState<Int>.longestLook
        var all: [Action] = []
        var left = time
        repeat {
            all += standStill(for: min(left, step))
            left -= step
        } while left > .zero
        return all
    }

    /// Lets time pass in which the supervisor takes no turn.
    mutating func standStill(for time: Duration) -> [Action] {
        now.monotonic += time
        now.wall.milliseconds += Int64(time / .milliseconds(1))
        return tell(.tick)
    }

    /// Brings the forkserver up and answers every fork, until all wanted processors are warm.
    mutating func warmUp() {
        tell(.tick)
        var actions = tell(.forkserverReady(missing: []))
        while !actions.forks.isEmpty { actions = actions.forks.flatMap { fork($0) } }
    }

    mutating func fork(_ slot: Int) -> [Action] {
        nextPid += 1
        return tell(.forked(slot: slot, pid: nextPid))
    }

    mutating func submission(_ user: String = "alice", kind: JobKind = .sleep, content: UInt8? = nil)
        -> Submission
    {
        nextID += 1
        return Submission(
            id: JobID(high: 1, low: nextID), user: UserName(user) ?? .guest, kind: kind,
            options: JobOptions(durationMilliseconds: 10), image: nil,
            digest: content.flatMap { ContentDigest(bytes: repeatElement($0, count: 32)) }, fileName: nil,
            submittedAt: now.wall)
    }

    /// Submits a job, lets its batch become durable, and gives what followed.
    mutating func accept(_ submission: Submission, ticket: Int = 1) -> [Action] {
        var actions = tell(.command(.submit(submission), ticket))
        while actions.answers[ticket] == nil { actions += tell(.committed(CommitResult())) }
        return actions
    }

    /// Commits whatever is out, starts that wait for more included, until nothing is.
    mutating func settleBatches() -> [Action] {
        var all: [Action] = []
        for _ in 0..<20 where !state.batches.isEmpty {
            all += tell(.committed(CommitResult()))
            if !state.batches.isEmpty { all += advance(by: SupervisorState<Int>.startPatience) }
        }
        return all
    }

    /// The processor in `slot` ends without a report; the batches that follow are durable, and forks succeed.
    mutating func end(_ slot: Int, _ end: AttemptEnd, cpuMilliseconds: Int64 = 5) -> [Action] {
        let exit = ProcessorExit(end: end, cpuMilliseconds: cpuMilliseconds, peakMemoryKiB: 1000)
        let actions = tell(.exited(slot: slot, pid: pid(slot), exit))
        return actions + serve(actions)
    }

    /// The processor in `slot` reports and ends; the batches that follow are durable, and forks succeed.
    mutating func report(_ slot: Int, _ report: Report) -> [Action] {
        let actions = tell(.reported(slot: slot, report))
        return actions + end(slot, .exit(0)) + serve(actions)
    }

    /// Lets time pass in steps such as the event loop takes, while batches become durable and forks succeed.
    mutating func wait(_ time: Duration) -> [Action] {
        var all: [Action] = []
        for _ in 0..<Int(time / .milliseconds(500)) {
            let actions = advance(by: .milliseconds(500))
            all += actions + serve(actions)
        }
        return all
    }

    private mutating func serve(_ actions: [Action]) -> [Action] {
        var all: [Action] = []
        var forks = actions.forks
        while !forks.isEmpty {
            let next = forks.flatMap { fork($0) }
            all += next
            forks = next.forks
        }
        return all + settleOpenBatches()
    }

    /// As `settleBatches`, but with jobs at work.
    private mutating func settleOpenBatches() -> [Action] {
        var all: [Action] = []
        for _ in 0..<20 where !state.batches.isEmpty { all += tell(.committed(CommitResult())) }
        return all
    }

    /// Takes over what a store holds, as a supervisor does that starts.
    mutating func restore(_ jobs: [Job], quarantine: [QuarantineRecord] = []) {
        state.restore(quarantine: quarantine)
        for job in jobs { state.restore(job, at: now) }
    }

    /// A scenario in which one job runs and nothing else is to be written.
    static func running(
        limits: ServiceSettings.Limits = ServiceSettings.Limits()
    ) throws -> (SupervisorScenario, JobID, slot: Int) {
        var scenario = SupervisorScenario(limits: limits)
        scenario.warmUp()
        let submission = scenario.submission()
        let slot = try #require(scenario.accept(submission).assignments.first?.slot)
        _ = scenario.settleBatches()
        return (scenario, submission.id, slot)
    }

    func pid(_ slot: Int) -> Int32 { state.slots[slot].pid ?? -1 }

    static func exit(_ end: AttemptEnd) -> ProcessorExit {
        ProcessorExit(end: end, cpuMilliseconds: 5, peakMemoryKiB: 1000)
    }

    static func trouble(_ code: Problem.Code = .machineTrouble) -> Report {
        Report(
            outcome: .failed(code, detail: "The disk is full."), cpuMilliseconds: 3, peakMemoryKiB: 900,
            progress: JobProgress(stage: .writing, fraction: 0.9))
    }

    static let success = Report(
        outcome: .completed(JobResult()), cpuMilliseconds: 3, peakMemoryKiB: 900)
}

extension [SupervisorAction<Int>] {
    var answers: [Int: Verdict] {
        reduce(into: [:]) { if case .answer(let ticket, let verdict) = $1 { $0[ticket] = verdict } }
    }
    var commits: [[StoreChange]] {
        compactMap { if case .commit(let changes) = $0 { changes } else { nil } }
    }
    var forks: [Int] { compactMap { if case .fork(let slot) = $0 { slot } else { nil } } }
    var assignments: [(slot: Int, assignment: Assignment)] {
        compactMap { if case .assign(let slot, let assignment) = $0 { (slot, assignment) } else { nil } }
    }
    var kills: [Int] { compactMap { if case .kill(let slot, _) = $0 { slot } else { nil } } }
    var hangUps: [Int] { compactMap { if case .hangUp(let slot) = $0 { slot } else { nil } } }
    var removed: [JobID] { compactMap { if case .removeFiles(let id) = $0 { id } else { nil } } }
    /// How the attempts of settled jobs ended.
    var attemptEnds: [AttemptEnd] {
        commits.joined().compactMap {
            if case .settle(_, _, _, _, _, let attempt) = $0 { attempt?.end } else { nil }
        }
    }
    var startsForkserver: Bool { contains { if case .startForkserver = $0 { true } else { false } } }
    /// Settled jobs of all batches: how, and what was wrong.
    var settled: [JobID: (state: JobState, code: Problem.Code?, sentence: String?)] {
        commits.joined().reduce(into: [:]) {
            guard case .settle(let id, let state, _, let problem, _, _) = $1 else { return }
            $0[id] = (state, problem?.code, problem?.detail)
        }
    }
    /// Attempts that ended, in order.
    var attempts: [Attempt] {
        commits.joined().compactMap {
            switch $0 {
            case .requeue(_, let attempt), .postpone(_, let attempt, _): attempt
            case .settle(_, _, _, _, _, let attempt): attempt
            default: nil
            }
        }
    }
    /// Ends of attempts that put their job back, in order.
    var requeued: [AttemptEnd] {
        commits.joined().compactMap {
            switch $0 {
            case .requeue(_, let attempt), .postpone(_, let attempt, _): attempt.end
            default: nil
            }
        }
    }
}
