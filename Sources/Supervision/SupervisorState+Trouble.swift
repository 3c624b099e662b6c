import Jobs
import JobStore
import Logging

extension SupervisorState {
    /// What a processor reports, unless it speaks of a full disk that has room: waiting for room is without end, and a
    /// hostile image may speak for its processor.
    func credible(_ code: Problem.Code) -> Problem.Code {
        code == .storageFull && diskHasRoom ? .machineTrouble : code
    }

    /// An attempt that the machine failed, not its input: the job waits for better times, within bounds.
    mutating func endInTrouble(
        _ work: ProcessorSlot.Work, _ problem: Problem, _ attempt: Attempt, _ now: Moment
    ) {
        guard var job = jobs[work.job] else { return }
        job.tally.count(attempt.end)
        jobs[work.job] = job
        actions.append(
            .log(.error, "job \(work.job): \(problem.code.rawValue): \(problem.detail)", about: subject(work))
        )
        guard case .again = policy.decide(attempt.end, of: job) else {
            return settle(work, .failed, problem, nil, attempt, now)
        }
        charge(work, now)
        tryAgain(work.job, job, attempt, now)
    }
}

extension AttemptEnd {
    /// Whether the processor lived to say that the machine failed it.
    var isTroubleOfTheMachine: Bool { self == .failed(.machineTrouble) || self == .failed(.storageFull) }
}
