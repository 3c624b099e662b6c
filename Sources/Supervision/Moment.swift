package import Jobs

/// Now, on both clocks: limits are measured on the monotonic one, rows carry the wall clock's.
package struct Moment: Hashable, Sendable {
    /// Since the machine's start; never jumps.
    package var monotonic: Duration
    package var wall: Timestamp

    package init(monotonic: Duration, wall: Timestamp) {
        self.monotonic = monotonic
        self.wall = wall
    }

    /// What the monotonic clock will show when the other shows `time`, if nobody sets it; now for a time that has
    /// passed.
    package func monotonic(at time: Timestamp) -> Duration {
        monotonic + .milliseconds(max(0, time.milliseconds - wall.milliseconds))
    }
}
