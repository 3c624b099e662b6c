package import Jobs

extension SupervisorState {
    /// The longest time that one look at a job's progress stands for. Time in which nobody looked, since the supervisor
    /// itself was stopped or starved, does not count against the job.
    static var longestLook: Duration { .seconds(1) }

    /// The jobs that processors hold.
    package var held: [(slot: Int, job: JobID)] {
        slots.indices.compactMap { slot in
            guard case .busy(_, let work) = slots[slot] else { return nil }
            return (slot, work.job)
        }
    }

    /// Takes note of how far the job in `slot` is, and kills its processor when it has stood still for too long.
    mutating func look(at progress: JobProgress?, of id: JobID, in slot: Int, _ now: Moment) {
        guard slots.indices.contains(slot), case .busy(let pid, var work) = slots[slot], work.job == id
        else { return }
        let looked = min(now.monotonic - work.lookedAt, Self.longestLook)
        work.stoodStill = progress == nil || progress == work.progress ? work.stoodStill + looked : .zero
        work.lookedAt = now.monotonic
        work.progress = progress ?? work.progress
        publishProgress(of: &work, now)
        if let limit = policy.stallLimit, work.stoodStill >= limit, work.killedFor == nil {
            work.killedFor = .stallLimit
            kill(slot, pid, now)
        }
        slots[slot] = .busy(pid: pid, work)
    }
}
