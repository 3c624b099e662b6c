/// A job as the store remembers it.
package struct Job: Hashable, Sendable {
    /// Order of acceptance over all users; the store gives it.
    package var sequence: Int64
    package var submission: Submission
    package var state: JobState
    /// How many attempts have begun.
    package var attempts: Int
    /// How attempts ended since the owner last had the job done again. Known of jobs that have not ended, as a
    /// supervisor that starts reads them.
    package var tally: AttemptTally
    /// When the last attempt began.
    package var startedAt: Timestamp?
    /// When a terminal state was reached.
    package var endedAt: Timestamp?
    /// Why it failed: a code and a sentence.
    package var problem: Problem?
    package var result: JobResult?

    package init(
        sequence: Int64, submission: Submission, state: JobState, attempts: Int = 0,
        tally: AttemptTally = AttemptTally(), startedAt: Timestamp? = nil, endedAt: Timestamp? = nil,
        problem: Problem? = nil,
        result: JobResult? = nil
    ) {
        self.sequence = sequence
        self.submission = submission
        self.state = state
        self.attempts = attempts
        self.tally = tally
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.problem = problem
        self.result = result
    }

    package var id: JobID { submission.id }
}
