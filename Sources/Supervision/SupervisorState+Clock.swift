import Jobs
import JobStore
import Logging

extension SupervisorState {
    /// How far the wall clock may move against the time that really passed before it counts as set.
    static var clockTolerance: Int64 { 1000 }

    /// Times to come are stored by the wall clock. When someone sets that, they move with it, so that after a restart,
    /// as before, each job waits as long as it was meant to.
    mutating func followClock(_ now: Moment) {
        asleep = now.asleep
        let offset = now.wall.milliseconds - Int64(now.asleepOrAwake / .milliseconds(1))
        guard let before = clockOffset else { return clockOffset = offset }
        let jump = offset - before
        guard abs(jump) > Self.clockTolerance else { return }
        clockOffset = offset
        batches.append(.moveTimes(milliseconds: jump))
        actions.append(
            .log(.warning, "the clock was set by \(Double(jump) / 1000) s; times to come move with it"))
    }
}
