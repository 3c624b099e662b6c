import Glibc
import Jobs

extension Timestamp {
    /// Now, by the clock that the machine's operator can set.
    @Sendable static func ofWallClock() -> Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
