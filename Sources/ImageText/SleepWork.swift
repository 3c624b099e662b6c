import Glibc
import Jobs

/// `sleep`: holds a processor for a while. Leaves no file.
struct SleepWork: Work {
    /// How long it sleeps between two looks at the clock, in nanoseconds.
    private static let slice = 50_000_000

    func run(_ job: JobRun) throws(Problem) -> JobResult {
        let total = Duration.milliseconds(job.assignment.options.durationMilliseconds ?? 0)
        let begun = Self.now()
        while true {
            let elapsed = Self.now() - begun
            guard elapsed < total else { return JobResult() }
            guard !job.monitor.isGivenUp else { throw .givenUp }
            job.monitor.update(.preparing, progress: elapsed / total)
            Self.pause(atMost: total - elapsed)
        }
    }

    private static func now() -> Duration {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static func pause(atMost rest: Duration) {
        let nanoseconds = rest < .nanoseconds(slice) ? Int(rest / .nanoseconds(1)) : slice
        var time = timespec(tv_sec: 0, tv_nsec: nanoseconds)
        unsafe _ = nanosleep(&time, nil)
    }
}
