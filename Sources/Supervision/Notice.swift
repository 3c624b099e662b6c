package import Jobs

/// What is published, once what it speaks of is durable.
package enum Notice: Hashable, Sendable {
    /// The job of the user is in another state or stage, or further; the progress is known while it runs.
    case job(JobID, of: UserName, JobProgress?)
    /// The user has removed the job.
    case removed(JobID, of: UserName)
    /// How the user's jobs stand in the queue.
    case queue(QueueOverview, of: UserName)
    /// Who reads the user's events may no longer: their streams end.
    case cutOff(UserName)
    /// The parked request need not wait any longer.
    case answer(parked: JobID)
}
