import Jobs

extension SupervisorState {
    /// The job at work in the slot has written more than it may: its processor is killed, and with it the job fails.
    mutating func endOverfull(_ slot: Int, _ id: JobID) {
        guard slots.indices.contains(slot), case .busy(let pid, var work) = slots[slot], work.job == id,
            !work.isOverfull
        else { return }
        work.isOverfull = true
        slots[slot] = .busy(pid: pid, work)
        actions.append(.kill(slot: slot, pid: pid))
    }

    /// What its owner is told.
    static var overfull: Problem {
        Problem(
            .storageLimit,
            "The job wrote more to the disk than it may. Try a smaller image, make room on the disk, or raise the "
                + "limit.")
    }
}
