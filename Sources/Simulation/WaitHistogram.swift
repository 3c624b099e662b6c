import Foundation

/// How long jobs waited, in steps of 5 %, so that ten million of them take no more memory than ten.
package struct WaitHistogram: Sendable {
    /// Waits up to `shortest`, then each up to `step` times the one before.
    private var counts: [Int32] = []
    package private(set) var count = 0

    private static let shortest = 0.001
    private static let step = log(1.05)

    package init() {}

    package mutating func add(_ seconds: Double) {
        let place =
            seconds <= Self.shortest ? 0 : Int((log(seconds / Self.shortest) / Self.step).rounded(.up))
        if place >= counts.count { counts += Array(repeating: 0, count: place + 1 - counts.count) }
        counts[place] += 1
        count += 1
    }

    /// The wait in seconds that `part` of all did not exceed, at most 5 % too long; 0 when none was added.
    package func quantile(_ part: Double) -> Double {
        var left = Int((part * Double(count)).rounded(.up))
        for (place, count) in counts.enumerated() {
            left -= Int(count)
            if left <= 0 { return place == 0 ? 0 : Self.shortest * exp(Double(place) * Self.step) }
        }
        return 0
    }
}
