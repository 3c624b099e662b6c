import Jobs

/// When the receiver of a webhook is tried again.
enum DeliveryPolicy {
    /// After the first try, the second and so on: short enough that a restart of the receiver is hardly noticed, long
    /// enough in all that an outage over a night is outlived.
    static let pauses: [Duration] = [
        .seconds(5), .seconds(60), .seconds(5 * 60), .seconds(30 * 60), .seconds(2 * 3600),
        .seconds(5 * 3600),
        .seconds(10 * 3600), .seconds(10 * 3600),
    ]
    /// What a receiver may ask for.
    private static let longestRetryAfter = Duration.seconds(24 * 3600)

    /// - Parameters:
    ///   - attempt: the last try.
    ///   - tries: how many there were, with that one.
    ///   - retryAfter: what the receiver asked for.
    ///   - spread: around 1, so that what failed together does not come back together.
    /// - Returns: nil when there is nothing more to do.
    static func pause(
        after attempt: DeliveryTry, tries: Int, retryAfter: Duration?, spread: Double
    ) -> Duration? {
        guard let failure = attempt.failure, failure.isWorthRetrying, pauses.indices.contains(tries - 1)
        else {
            return nil
        }
        return max(pauses[tries - 1] * spread, min(retryAfter ?? .zero, longestRetryAfter))
    }
}
