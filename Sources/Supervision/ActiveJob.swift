import Jobs

/// An unsettled job as the supervisor keeps it in memory: what dispatching it takes, nothing else.
struct ActiveJob: Hashable, Sendable {
    let user: UserName
    let kind: JobKind
    let options: JobOptions
    let image: InputImage?
    /// Order of submission.
    let sequence: Int64
    /// Among the jobs of its user.
    var priority = Priority.normal
    /// Predicted processor time, in seconds.
    let cost: Double
    /// On which its owner's quota it counts.
    let day: DayMark
    /// How many attempts have begun.
    var attempts = 0
    /// How those attempts ended that count.
    var tally = AttemptTally()
    /// Of the image; nil for a job without one.
    var digest: ContentDigest?
    /// Of the request that it came with, for the log.
    var requestID: RequestID?
    /// The job's last wait in the queue, by its number in the `WaitLedger`; 0 before the first.
    var wait: UInt64 = 0

    /// Nil for a job without content.
    var content: Content? { digest.map { Content(digest: $0, kind: kind) } }
}
