internal import Foundation

/// Time and chance, as parameters.
package struct ClientTime: Sendable {
    /// Monotonic.
    let now: @Sendable () -> Duration
    /// Blocks the thread that calls.
    let pause: @Sendable (Duration) -> Void
    /// From 0 up to, but not including, 1.
    let chance: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Duration, pause: @escaping @Sendable (Duration) -> Void,
        chance: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.pause = pause
        self.chance = chance
    }

    /// The machine's.
    package static let real = ClientTime(
        now: { origin.duration(to: ContinuousClock.now) },
        pause: { Thread.sleep(forTimeInterval: $0 / .seconds(1)) },
        chance: { Double.random(in: 0..<1) })

    private static let origin = ContinuousClock.now
}
