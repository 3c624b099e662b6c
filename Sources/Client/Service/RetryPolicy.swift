/// How long to wait before a request is sent again: longer each time, never all clients at once, as long as the service
/// asks for, and not for ever.
package struct RetryPolicy: Hashable, Sendable {
    /// How long the service may be away or refuse, in a row.
    package var patience: Duration
    /// The same for a service that has never answered: the address may be wrong.
    static let firstPatience = Duration.seconds(5)
    private static let firstPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(5)

    package init(patience: Duration) {
        self.patience = patience
    }

    /// The pause after the last of `failures` in a row, `elapsed` after the first; `chance` is from 0 to 1. Nil when it
    /// is time to give up.
    func pause(
        failures: Int, elapsed: Duration, hasAnswered: Bool, retryAfterSeconds: Int?, chance: Double
    ) -> Duration? {
        let doubled = min(Self.firstPause * (1 << min(max(failures - 1, 0), 10)), Self.longestPause)
        let pause =
            if let retryAfterSeconds {
                Duration.seconds(min(retryAfterSeconds, 86_400)) + doubled * (chance / 2)
            } else {
                doubled * (0.5 + chance / 2)
            }
        let limit = hasAnswered ? patience : min(patience, Self.firstPatience)
        return elapsed + pause > limit ? nil : pause
    }
}
