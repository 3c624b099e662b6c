package import Jobs

/// What a commit found where a change may find something or nothing.
package struct CommitResult: Hashable, Sendable {
    /// The submitted jobs that were there before, and that the commit therefore left as they were.
    package var repeated: Set<JobID>
    /// The submitted jobs whose key an equal job of the user has: they were left out.
    package var replayed: Set<JobID>
    /// The submitted jobs whose key another job of the user has: they were left out.
    package var mismatched: Set<JobID>
    /// The jobs that wait again because their owner wanted it, as they are now.
    package var retried: [JobID: Job]
    /// The jobs that their owners removed.
    package var deleted: Set<JobID>
    /// The jobs whose time was over, and that are gone.
    package var expired: Set<JobID>
    /// Deliveries that their jobs' owners want made again.
    package var redelivered: Set<Int64> = []
    /// The changes of users, keys and sessions that found what they were to change.
    package var accounts: Set<AccountChange> = []
    /// How many deliveries of webhooks wait to be made because of the commit.
    package var deliveries = 0

    package init(
        repeated: Set<JobID> = [], replayed: Set<JobID> = [], mismatched: Set<JobID> = [],
        retried: [JobID: Job] = [:], deleted: Set<JobID> = [], expired: Set<JobID> = []
    ) {
        self.repeated = repeated
        self.replayed = replayed
        self.mismatched = mismatched
        self.retried = retried
        self.deleted = deleted
        self.expired = expired
    }

    /// Takes note of a submission that became no job; `holder` is the job of the user that has its key, nil without
    /// a key.
    mutating func note(leftOut submission: Submission, holder: Job?) {
        guard let holder, holder.id != submission.id else {
            repeated.insert(submission.id)
            return
        }
        if holder.submission.key?.fingerprint == submission.key?.fingerprint {
            replayed.insert(submission.id)
        } else {
            mismatched.insert(submission.id)
        }
    }

    /// Takes note of a change that was carried out, and of whether it changed anything.
    mutating func note(_ change: StoreChange, didChange: Bool, job: (JobID) throws -> Job?) rethrows {
        switch change {
        case .retry(let id, _) where didChange: retried[id] = try job(id)
        case .delete(let id, _) where didChange: deleted.insert(id)
        case .expire(let id) where didChange: expired.insert(id)
        case .redeliver(_, let delivery, _, _) where didChange:
            redelivered.insert(delivery)
            deliveries += 1
        case .account(let change) where didChange: accounts.insert(change)
        case .account, .submit, .retry, .delete, .expire, .forget, .blame, .release, .learn, .moveTimes,
            .becomeDue, .start, .requeue, .postpone, .recordTry, .redeliver, .settle, .keepRules, .recordUses:
            break
        }
    }
}
