import Jobs

/// How long a job waited for a processor, and how long it has held one, in milliseconds; never negative.
struct JobTimes: Hashable {
    let waited: Int64
    let spent: Int64

    /// A job that waits again after a lost attempt counts as waiting since it was submitted.
    init(_ job: Job, now: Timestamp) {
        let submitted = job.submission.submittedAt.milliseconds
        let end = (job.endedAt ?? now).milliseconds
        let hasProcessor = job.state == .processing || job.state.isTerminal
        let start = hasProcessor ? job.startedAt?.milliseconds : nil
        waited = max(0, (start ?? end) - submitted)
        spent = max(0, end - (start ?? end))
    }
}
