import Jobs

/// An unsettled job as the supervisor keeps it in memory: what dispatching it takes, nothing else.
struct ActiveJob: Sendable {
    let user: UserName
    let kind: JobKind
    let options: JobOptions
    let image: InputImage?
    /// Order of submission.
    let sequence: Int64
    /// Predicted processor time, in seconds.
    let cost: Double
    /// How many attempts have begun.
    var attempts = 0
    /// How those attempts ended that count.
    var tally = AttemptTally()
    /// Of the image; nil for a job without one.
    var digest: ContentDigest?

    /// Nil for a job without content.
    var content: Content? { digest.map { Content(digest: $0, kind: kind) } }
}
