import Foundation

/// How much processor time a job will probably hold: a log-logistic distribution, which is skewed and heavy-tailed as
/// such times are, and has closed forms for all that is asked of it.
package struct CostPrediction: Hashable, Sendable {
    /// Seconds that half of such jobs exceed; more than zero.
    package let median: Double
    /// Standard deviation of the natural logarithm of the seconds.
    package let spread: Double

    /// Within these the mean exists and is not far from the median.
    private static let spreads = 0.02...1.2

    package init(median: Double, spread: Double) {
        self.median = max(median, .leastNormalMagnitude)
        self.spread = min(max(spread, Self.spreads.lowerBound), Self.spreads.upperBound)
    }

    /// The same by its mean.
    package init(mean: Double, spread: Double) {
        let factor = CostPrediction(median: 1, spread: spread).mean
        self.init(median: mean / factor, spread: spread)
    }

    /// Pi over the distribution's shape.
    private var angle: Double { 3.0.squareRoot() * spread }
    private var shape: Double { .pi / angle }

    /// Mean seconds: what many such jobs take together, divided by their number.
    package var mean: Double { median * angle / sin(angle) }

    /// Seconds that all but `part` of such jobs exceed.
    package func quantile(_ part: Double) -> Double {
        median * pow(part / (1 - part), 1 / shape)
    }

    /// Seconds that all but `part` of such jobs go on for, of those that have held a processor for `elapsed` seconds
    /// already: one that has taken longer than foreseen is likely to go on for a while.
    package func remaining(after elapsed: Double, _ part: Double = 0.5) -> Double {
        guard elapsed > 0 else { return quantile(part) }
        // Survivors are 1 / (1 + (t / median)^shape) of all.
        let survivors = 1 + pow(elapsed / median, shape)
        let end = median * pow(survivors / (1 - part) - 1, 1 / shape)
        return end.isFinite ? max(0, end - elapsed) : elapsed
    }
}
