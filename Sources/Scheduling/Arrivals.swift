import Foundation

/// How much work arrives that will be served before what waits already: the start tags of users who have little waiting
/// are lower than those of jobs far back in a long line.
struct Arrivals: Sendable {
    /// Seconds of work that arrived, faded by age, by the power of two of what its user had waiting with it.
    private var work = [Double](repeating: 0, count: levels)
    /// When `work` was faded last, and when the first came; monotonic, in seconds.
    private var faded = 0.0
    private var began: Double?

    /// Work fades to a third in so many seconds.
    private static let horizon = 600.0
    private static let levels = 32
    private static let firstExponent = -10
    /// Counted as observed before the first arrival, without any.
    private static let quietStart = 30.0

    init() {}

    /// A job came.
    /// - Parameters:
    ///   - cost: its predicted processor time, in seconds.
    ///   - backlog: what its user has waiting with it, in seconds of processor time at weight 1.
    ///   - now: monotonic time in seconds.
    mutating func add(_ cost: Double, onto backlog: Double, at now: Double) {
        fade(now)
        work[Self.level(backlog)] += cost
    }

    /// Seconds of work that arrive each second and will be served before a job that waits until each user has been served
    /// `progress` seconds at weight 1. What comes while it waits meets it closer to its turn: half way on average.
    mutating func rate(before progress: Double, at now: Double) -> Double {
        guard let began, progress > 0 else { return 0 }
        fade(now)
        let time = Self.horizon * (1 - exp(-(now - began + Self.quietStart) / Self.horizon))
        var sum = 0.0
        for level in work.indices where work[level] > 0 {
            let backlog = level == 0 ? 0 : exp2(Double(level + Self.firstExponent) + 0.5)
            sum += work[level] * max(0, 1 - backlog / progress)
        }
        return sum / time
    }

    private mutating func fade(_ now: Double) {
        if began == nil { (began, faded) = (now, now) }
        guard now > faded else { return }
        let factor = exp((faded - now) / Self.horizon)
        for level in work.indices { work[level] *= factor }
        faded = now
    }

    private static func level(_ backlog: Double) -> Int {
        guard backlog > 0, backlog.isFinite else { return 0 }
        return min(max(Int(backlog.exponent) - firstExponent, 0), levels - 1)
    }
}
