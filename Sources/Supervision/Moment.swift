package import Jobs

/// Now, on the clocks: limits are measured on the monotonic one, rows carry the wall clock's.
package struct Moment: Hashable, Sendable {
    /// Since the machine's start, without the time it slept; never jumps.
    package var monotonic: Duration
    package var wall: Timestamp
    /// How long the machine has slept since its start, which `monotonic` leaves out.
    package var asleep: Duration

    package init(monotonic: Duration, wall: Timestamp, asleep: Duration = .zero) {
        self.monotonic = monotonic
        self.wall = wall
        self.asleep = asleep
    }

    /// Since the machine's start, whether it slept or not; never jumps. What waits for its time waits by this, what a
    /// processor may take is measured by `monotonic`: a job that slept with its machine has not worked.
    package var asleepOrAwake: Duration { monotonic + asleep }

    /// What `asleepOrAwake` will show when the wall clock shows `time`, if nobody sets it; now for a time that has
    /// passed.
    package func asleepOrAwake(at time: Timestamp) -> Duration {
        asleepOrAwake + .milliseconds(max(0, time.milliseconds - wall.milliseconds))
    }
}
