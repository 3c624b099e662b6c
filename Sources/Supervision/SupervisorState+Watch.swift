import Jobs
import Logging

extension SupervisorState {
    /// Has the slot's processor killed.
    mutating func kill(_ slot: Int, _ pid: Int32, _ now: Moment) {
        forkservers[forkserver(of: slot)].watch.kills(slot, now.monotonic)
        actions.append(.kill(slot: slot, pid: pid))
    }

    /// Time in which the supervisor itself was stopped or starved counts against nobody: the whole service may have been
    /// stopped, as a container's pause does, and answers may have come meanwhile.
    mutating func forgiveStandstill(_ now: Moment) {
        let gap = now.monotonic - (lastTurn ?? now.monotonic)
        lastTurn = now.monotonic
        guard gap > Self.longestLook else { return }
        for forkserver in forkservers.indices { forkservers[forkserver].watch.postpone(by: gap) }
        for slot in slots.indices { slots[slot].postpone(by: gap) }
        for id in errands.keys { errands[id]?.postpone(by: gap) }
    }

    /// Gives up forkservers that do not do what they were asked.
    mutating func replaceHungForkservers(_ now: Moment) {
        for forkserver in forkservers.indices {
            guard let failure = forkservers[forkserver].watch.failure(at: now.monotonic) else { continue }
            let equipment = forkservers[forkserver].equipment
            actions.append(.log(.error, "the forkserver (\(equipment)) \(failure); it is replaced"))
            actions.append(.endForkserver(equipment))
            loseForkserver(equipment, now)
        }
    }
}
