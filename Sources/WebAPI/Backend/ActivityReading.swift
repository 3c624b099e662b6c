import Jobs

/// What is happening now, as shared memory shows it.
protocol ActivityReading: Sendable {
    /// Progress of the jobs that processors hold.
    func progress() -> [JobID: JobProgress]
    /// Nil when no processor holds the job.
    func progress(of id: JobID) -> JobProgress?
    /// Nil when no supervisor has ever run, or none is there.
    func activity() -> ServiceActivity?
    /// How long ago the supervisor showed that it lives; nil when there is none.
    func supervisorBeat() -> Duration?
}

/// Counts that the supervisor publishes.
struct ServiceActivity: Hashable, Sendable {
    var waiting: Int
    var running: Int
    var processorsAlive: Int
    var processorsWanted: Int
    /// Whether the process that forks processors is ready to.
    var isReady: Bool
    /// Jobs that wait for their time.
    var scheduled = 0
    /// Users who have a job that has not ended.
    var users = 0
    /// Jobs that ended within the last minute.
    var endedInMinute = 0
}
