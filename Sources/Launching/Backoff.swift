/// How long to wait before a part that keeps dying is started again.
package struct Backoff: Hashable, Sendable {
    static let first = Duration.milliseconds(50)
    static let longest = Duration.seconds(5)
    /// A part that lived this long starts again as if it had never failed.
    static let forgiveness = Duration.seconds(10)

    /// Ends in a row, each sooner than `forgiveness` after its start.
    package private(set) var failures = 0

    package init() {}

    /// Takes note of an end after `lifetime`; returns the time to wait: 50 ms, doubled with every failure, up to 5 s.
    package mutating func delay(afterLifetime lifetime: Duration) -> Duration {
        if lifetime >= Self.forgiveness { failures = 0 }
        failures += 1
        let doublings = min(failures - 1, 10)
        return min(Self.first * (1 << doublings), Self.longest)
    }
}
