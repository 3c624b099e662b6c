import Jobs
import Logging

extension SupervisorState {
    /// Lets so many jobs run at once from now on. Those that run beyond it end by themselves.
    mutating func resize(to processors: Int, _ now: Moment) {
        guard ServiceSettings.processorRange.contains(processors), processors != wanted else { return }
        actions.append(.log(.notice, "\(processors) jobs may run at once from now on, before \(wanted)"))
        wanted = processors
        let missing = SupervisorSize.slots(for: processors, forkservers: forkservers.count) - slots.count
        if missing > 0 { slots += Array(repeating: .free, count: missing) }
        dismissSurplus(now)
    }

    /// Lets warm processors go that are more than needed.
    mutating func dismissSurplus(_ now: Moment) {
        for forkserver in forkservers.indices { dismissSurplus(of: forkserver, now) }
    }

    private mutating func dismissSurplus(of forkserver: Int, _ now: Moment) {
        var surplus = present(forkserver) - wanted - spares
        for slot in slots(of: forkserver).reversed() where surplus > 0 {
            guard case .idle(let pid) = slots[slot] else { continue }
            slots[slot] = .leaving(pid: pid, killAt: now.monotonic + Self.leaveTime)
            actions.append(.hangUp(slot: slot))
            surplus -= 1
        }
    }
}
