package import Jobs

/// One change of the store. A job's changes are legal in the states that `JobState.next(_:)` says.
package enum StoreChange: Hashable, Sendable {
    /// A new job, pending or scheduled. An id that is there already changes nothing: commands may be
    /// repeated. Neither does a key that another job of the user has.
    case submit(Submission)
    /// The time of a scheduled job has come: it is pending.
    case becomeDue(JobID)
    /// The job was given to a processor; `attempt` is larger than that of any earlier start.
    case start(JobID, attempt: Int, at: Timestamp)
    /// The attempt ended and the job is pending again.
    case requeue(JobID, Attempt)
    /// The attempt ended and the job is scheduled for later.
    case postpone(JobID, Attempt, until: Timestamp)
    /// The owner wants the failed or cancelled job done again: it is pending, its attempts counted on. Changes
    /// nothing where there is no such job.
    case retry(JobID, by: UserName)
    /// A processor died of the content. Adds to what is remembered of it.
    case blame(Content, AttemptEnd, at: Timestamp)
    /// Nothing is remembered any more of content with this digest.
    case release(ContentDigest)
    /// The service has learned what jobs cost.
    case learn([LearnedCost])
    /// The wall clock was set forward by so many milliseconds: times to come move with it.
    case moveTimes(milliseconds: Int64)
    /// The job goes with its attempts. Changes nothing where the user has no such job, or it has not ended.
    case delete(JobID, by: UserName)
    /// The time of an ended job is over: it goes with its attempts, and the store remembers that it was there.
    /// Changes nothing where there is no such job, or it has not ended.
    case expire(JobID)
    /// Removed jobs up to this one, the oldest by their ids, are forgotten altogether, some thousands at once.
    case forget(upTo: JobID)
    /// The receiver of the delivery with this number was tried; nil for `next` when it is tried no more. Changes nothing
    /// where the delivery went with its job.
    case recordTry(delivery: Int64, DeliveryTry, next: Timestamp?)
    /// The owner wants the receiver tried now. Changes nothing where the user has no such job, or that no such delivery.
    case redeliver(JobID, delivery: Int64, by: UserName, at: Timestamp)
    /// These rules count from now on.
    case keepRules(StoredRules)
    /// What these users' jobs of the day have taken so far; earlier days are forgotten. Days count from 1970.
    case recordUses(day: Int64, [UserName: DayUse])
    /// Users, their keys or their sessions change, or not: where the change finds nothing.
    case account(AccountChange)
    /// The job ended in a terminal state; who is to be told of it, will be; `attempt` is nil when none was under way.
    case settle(
        JobID, JobState, at: Timestamp, problem: Problem?, result: JobResult?, attempt: Attempt?)
}
