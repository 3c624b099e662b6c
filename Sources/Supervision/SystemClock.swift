import Glibc
import Jobs

extension Moment {
    /// The clocks, read now.
    static func now() -> Moment {
        let wall = read(CLOCK_REALTIME).components
        let milliseconds = wall.seconds * 1000 + wall.attoseconds / 1_000_000_000_000_000
        let monotonic = read(CLOCK_MONOTONIC)
        return Moment(
            monotonic: monotonic, wall: Timestamp(milliseconds: milliseconds),
            asleep: max(.zero, read(CLOCK_BOOTTIME) - monotonic))
    }

    private static func read(_ clock: clockid_t) -> Duration {
        var time = timespec()
        unsafe clock_gettime(clock, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
