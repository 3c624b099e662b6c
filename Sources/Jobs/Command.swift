/// A wish to change the state of the service. Responders send commands through the ring; the supervisor alone
/// carries them out. Whoever asks is named, so that nobody changes another's job.
package enum Command: Hashable, Sendable {
    case submit(Submission)
    /// End a job that has not ended.
    case cancel(JobID, by: UserName)
    /// Do a failed or cancelled job again.
    case retry(JobID, by: UserName)
    /// Forget a job and its files, after cancelling it where it has not ended.
    case delete(JobID, by: UserName)
    /// Tell the receiver of the job's webhook once more, by the delivery of this number.
    case redeliver(JobID, delivery: Int64, by: UserName)
    /// Start jobs with this content again, whatever their kind, though processors died of it.
    case release(ContentDigest)
    /// Remove the ended ones of these jobs, at most `expireLimit`, as if their time were over: the operator's wish.
    case expire([JobID])
    /// Somebody begins to read the user's events.
    case follow(UserName)
    /// A request waits in nginx for the end of these jobs, at most `parkLimit`, and so many milliseconds at most. It has
    /// an id of its own, by which it is told.
    case park(JobID, for: [JobID], milliseconds: UInt32)
    /// Say when the job will begin and why not earlier. The answer is an `Explanation`.
    case explain(JobID)
    /// Let so many jobs run at once from now on, within `ServiceSettings.processorRange`.
    case resize(processors: Int)
    /// Rules that are to count from now on, piece by piece.
    case propose(RulesPiece)

    /// Change users, their keys or their sessions.
    case account(AccountChange)
    /// Somebody is about to try a password of the user, from the address: may they?
    case trySignIn(SignInAttempt)

    /// The largest wire form, in bytes: what a ticket of the ring holds.
    package static let maximumBytes = 1024
    package static let expireLimit = 60
    package static let parkLimit = 50
}
