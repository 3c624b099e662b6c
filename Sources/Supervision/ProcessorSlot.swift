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
    /// Has closed its end while it waited for a job.
    case dying(pid: Int32, killAt: Duration)

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
        /// For how long nobody knows whether it went on.
        private(set) var paused: Duration = .zero

        /// Gives it that much more time, which it does not hold.
        mutating func postpone(by time: Duration) {
            deadline += time
            paused += time * (1 + loan.processors)
        }
    }

    /// Gives whoever is in it that much more time.
    mutating func postpone(by time: Duration) {
        switch self {
        case .free, .forking, .idle: break
        case .busy(let pid, var work):
            work.postpone(by: time)
            self = .busy(pid: pid, work)
        case .leaving(let pid, let killAt): self = .leaving(pid: pid, killAt: killAt + time)
        case .dying(let pid, let killAt): self = .dying(pid: pid, killAt: killAt + time)
        }
    }
}
