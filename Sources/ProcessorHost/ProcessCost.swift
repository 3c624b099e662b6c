import Glibc
import Jobs

/// What a process has used so far.
struct ProcessCost {
    /// User and system time.
    let cpuMilliseconds: Int64
    /// Largest resident set.
    let peakMemoryKiB: Int64

    static func ofThisProcess() -> ProcessCost {
        var usage = rusage()
        unsafe getrusage(RUSAGE_SELF.rawValue, &usage)
        return ProcessCost(
            cpuMilliseconds: milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
            peakMemoryKiB: Int64(usage.ru_maxrss))
    }

    private static func milliseconds(_ time: timeval) -> Int64 {
        Int64(time.tv_sec) * 1000 + Int64(time.tv_usec) / 1000
    }
}

extension Report {
    init(_ outcome: Outcome, _ cost: ProcessCost, _ progress: JobProgress?, privateDetail: String?) {
        self.init(
            outcome: outcome, cpuMilliseconds: cost.cpuMilliseconds, peakMemoryKiB: cost.peakMemoryKiB,
            progress: progress, privateDetail: privateDetail)
    }
}
