import Jobs
import Logging

extension SupervisorState {
    /// Has the slot's processor killed.
    mutating func kill(_ slot: Int, _ pid: Int32, _ now: Moment) {
        watch.kills(slot, now.monotonic)
        actions.append(.kill(slot: slot, pid: pid))
    }

    /// Gives up a forkserver that does not do what it was asked. Time in which the supervisor itself was stopped or
    /// starved does not count: the answer may have come meanwhile.
    mutating func replaceHungForkserver(_ now: Moment) {
        let gap = now.monotonic - (lastTurn ?? now.monotonic)
        lastTurn = now.monotonic
        if gap > Self.longestLook { watch.postpone(by: gap) }
        guard let failure = watch.failure(at: now.monotonic) else { return }
        actions.append(.log(.error, "the forkserver \(failure); it is replaced"))
        actions.append(.endForkserver)
        loseForkserver(now)
    }
}
