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
    /// How many attempts ended in a crash.
    var crashes = 0
    /// How many attempts were ended from outside.
    var kills = 0
}
