import Scheduling

/// How true forecasts of starts were.
package struct ForecastScore: Hashable, Sendable {
    /// How many jobs were told of their start and had to wait for it.
    package internal(set) var jobs = 0
    /// How many of them began no later than the median that they were told.
    package internal(set) var byMedian = 0
    /// How many of them began no later than the ninth decile that they were told.
    package internal(set) var byLate = 0

    package init() {}

    /// Of both together.
    package static func + (first: Self, second: Self) -> Self {
        var sum = first
        sum.jobs += second.jobs
        sum.byMedian += second.byMedian
        sum.byLate += second.byLate
        return sum
    }

    mutating func add(_ forecast: StartForecast, began seconds: Double) {
        jobs += 1
        if seconds <= forecast.median { byMedian += 1 }
        if seconds <= forecast.late { byLate += 1 }
    }

    /// Which part of them began by the predicted p50, and by the predicted p90; nil when there were none.
    package var parts: (median: Double, late: Double)? {
        jobs == 0 ? nil : (Double(byMedian) / Double(jobs), Double(byLate) / Double(jobs))
    }

    var text: String {
        guard let parts else { return "Predicted starts: - (no job had to wait)" }
        return "Began by the predicted p50: \(SimulationReport.percent(parts.median)), by the predicted p90: "
            + "\(SimulationReport.percent(parts.late)) of \(jobs) jobs"
    }
}
