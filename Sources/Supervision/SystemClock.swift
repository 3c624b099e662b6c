import Glibc
import Jobs

extension Moment {
    /// Both clocks, read now.
    static func now() -> Moment {
        let wall = read(CLOCK_REALTIME).components
        let milliseconds = wall.seconds * 1000 + wall.attoseconds / 1_000_000_000_000_000
        return Moment(monotonic: read(CLOCK_MONOTONIC), wall: Timestamp(milliseconds: milliseconds))
    }

    private static func read(_ clock: clockid_t) -> Duration {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
