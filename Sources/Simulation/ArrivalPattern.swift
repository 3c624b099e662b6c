import Foundation

/// How the jobs of a simulated day are spread over it.
package enum ArrivalPattern: String, CaseIterable, Sendable {
    /// As many at every time.
    case flat
    /// Few at night, most in the afternoon.
    case day
    /// As `day`, and every hundredth submission is a batch of up to 400 jobs at once.
    case bursts

    /// How much more than the day's mean comes at `second` of the day.
    func intensity(at second: Double) -> Double {
        guard self != .flat else { return 1 }
        // Highest at 15 o'clock.
        return 1 + 0.9 * cos((second / 86_400 - 0.625) * 2 * .pi)
    }
}
