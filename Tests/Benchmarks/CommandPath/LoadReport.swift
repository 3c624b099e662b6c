import Foundation

/// What the threads of one run saw.
struct LoadReport: Sendable {
    /// Time from the call to the verdict of each accepted submission, in microseconds.
    var microseconds: [Int] = []
    /// Submissions with another verdict or none.
    var unaccepted = 0
    var seconds = 0.0

    mutating func add(_ other: LoadReport) {
        microseconds += other.microseconds
        unaccepted += other.unaccepted
    }

    /// One line. `per_s` counts accepted submissions; the percentiles are 0 when there are none.
    var json: String {
        let sorted = microseconds.sorted()
        let values = [
            "\"accepted\": \(sorted.count)", "\"unaccepted\": \(unaccepted)",
            "\"per_s\": \(rounded(Double(sorted.count) / seconds, digits: 1))",
            "\"p50_ms\": \(milliseconds(sorted, 0.50))", "\"p99_ms\": \(milliseconds(sorted, 0.99))",
        ]
        return "{\(values.joined(separator: ", "))}"
    }

    private func milliseconds(_ sorted: [Int], _ share: Double) -> String {
        guard !sorted.isEmpty else { return "0" }
        return rounded(Double(sorted[Int(Double(sorted.count - 1) * share)]) / 1000, digits: 3)
    }

    private func rounded(_ value: Double, digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }
}
