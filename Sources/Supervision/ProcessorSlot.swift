import Jobs

/// Where one place for a processor stands.
enum ProcessorSlot: Sendable {
    case free
    /// The forkserver was asked to fill it.
    case forking
    /// Warm, waits for a job.
    case idle(pid: Int32)
    case busy(pid: Int32, Work)
    /// Has reported; its process is about to end.
    case leaving(pid: Int32, killAt: Duration)

    /// What a busy processor works on.
    struct Work: Sendable {
        let job: JobID
        let attempt: Int
        let startedAt: Moment
        /// By what the time that it holds is divided when it is charged.
        let factor: Double
        /// What it holds beside its own processor.
        var loan = RunningLoan()
        /// Monotonic time at which the job has held its processor too long.
        var deadline: Duration
        /// The limit for which the processor was killed.
        var killedFor: Problem.Code?
        /// How far the job was when last looked at; nil before.
        var progress: JobProgress?
        /// The progress that was published last, and when; nil before.
        var published: (progress: JobProgress, at: Duration)?
        /// Monotonic time of the last look at the progress.
        var lookedAt: Duration
        /// For how long it was seen standing still.
        var stoodStill: Duration = .zero
    }
}
