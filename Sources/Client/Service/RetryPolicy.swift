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

    /// - Parameters:
    ///   - failures: how many in a row, this one included.
    ///   - elapsed: since the first of them.
    ///   - retryAfterSeconds: what the service asked for.
    ///   - chance: from 0 to 1.
    /// - Returns: nil when it is time to give up.
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
