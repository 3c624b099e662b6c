internal import CPlatform

/// The clock of heartbeats and grace times: CLOCK_MONOTONIC, the same for every process of the machine. (Swift's
/// `ContinuousClock` is another one: it counts the time asleep too.)
package enum MonotonicTime {
    /// The time since some fixed moment before the start of this process.
    package static func now() -> Duration {
        .nanoseconds(platform_monotonic_nanoseconds())
    }

    /// Blocks this thread for about that long.
    package static func pause(_ duration: Duration) {
        platform_pause(duration.wholeNanoseconds)
    }
}

extension Duration {
    /// Nanoseconds, clamped to 64 bits (292 years).
    var wholeNanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carried) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        if overflow || carried { return seconds < 0 ? .min : .max }
        return sum
    }
}
