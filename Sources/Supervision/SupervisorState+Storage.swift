import Jobs

extension SupervisorState {
    /// The job at work in the slot has written more than it may: its processor is killed, and with it the job fails.
    mutating func endOverfull(_ slot: Int, _ id: JobID, _ now: Moment) {
        guard slots.indices.contains(slot), case .busy(let pid, var work) = slots[slot], work.job == id,
            work.killedFor == nil
        else { return }
        work.killedFor = .storageLimit
        slots[slot] = .busy(pid: pid, work)
        kill(slot, pid, now)
    }
}
