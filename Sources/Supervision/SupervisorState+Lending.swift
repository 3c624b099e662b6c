import Jobs
import Scheduling

/// Idle processors are lent to a job that reads text and begins while nothing waits; it reads lines of its pages with them
/// too. They are taken back, before the next job begins, as soon as there is one: no job waits for a loan, and no share
/// changes but that its user is charged for what was held.
extension SupervisorState {
    /// Lends idle processors to the job at work in `slot`, which begins.
    /// - running: how many jobs run, this one among them.
    /// - Returns: how many.
    mutating func lend(to slot: Int, running: Int, _ now: Moment) -> Int {
        guard case .busy(let pid, var work) = slots[slot], queue.first == nil, canUseLoan(work.job) else {
            return 0
        }
        let count = min(wanted - running - lent, forkservers[forkserver(of: slot)].lendable)
        guard count > 0 else { return 0 }
        work.loan.change(to: count, at: now.monotonic)
        slots[slot] = .busy(pid: pid, work)
        return count
    }

    /// Bytes of address space below which a thread, for which the C library reserves 64 MiB, would make jobs fail that do
    /// not without it.
    static var leastMemoryForLoan: Int64 { 1 << 30 }

    /// Only where the forkserver has loaded the models are there some for threads.
    private func canUseLoan(_ id: JobID) -> Bool {
        guard let job = jobs[id], policy.limits.processorMemoryBytes >= Self.leastMemoryForLoan else {
            return false
        }
        return job.image != nil && !Equipment.bare.serves(job.kind) && job.options.language == nil
    }

    /// How many processors are lent.
    var lent: Int {
        slots.reduce(0) { if case .busy(_, let work) = $1 { $0 + work.loan.processors } else { $0 } }
    }

    /// Takes back those that are not idle any more. A thread ends the line that it is at.
    mutating func takeBackLoans(_ now: Moment) {
        var surplus = lent
        guard surplus > 0 else { return }
        surplus -= max(0, wanted - slots.count(where: \.isBusy))
        for slot in slots.indices.reversed() where surplus > 0 {
            guard case .busy(let pid, var work) = slots[slot], work.loan.processors > 0 else { continue }
            let rest = max(0, work.loan.processors - surplus)
            surplus -= work.loan.processors - rest
            work.loan.change(to: rest, at: now.monotonic)
            slots[slot] = .busy(pid: pid, work)
            actions.append(.lend(slot: slot, Loan(processors: rest)))
        }
    }
}
