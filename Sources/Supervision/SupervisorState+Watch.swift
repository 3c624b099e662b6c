import Jobs
import Logging

extension SupervisorState {
    /// Has the slot's processor killed.
    mutating func kill(_ slot: Int, _ pid: Int32, _ now: Moment) {
        forkservers[forkserver(of: slot)].watch.kills(slot, now.monotonic)
        actions.append(.kill(slot: slot, pid: pid))
    }

    /// Gives up forkservers that do not do what they were asked. Time in which the supervisor itself was stopped or
    /// starved does not count: the answer may have come meanwhile.
    mutating func replaceHungForkservers(_ now: Moment) {
        let gap = now.monotonic - (lastTurn ?? now.monotonic)
        lastTurn = now.monotonic
        for forkserver in forkservers.indices {
            if gap > Self.longestLook { forkservers[forkserver].watch.postpone(by: gap) }
            guard let failure = forkservers[forkserver].watch.failure(at: now.monotonic) else { continue }
            let equipment = forkservers[forkserver].equipment
            actions.append(.log(.error, "the forkserver (\(equipment)) \(failure); it is replaced"))
            actions.append(.endForkserver(equipment))
            loseForkserver(equipment, now)
        }
    }
}
