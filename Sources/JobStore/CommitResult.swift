package import Jobs

/// What a commit found where a change may find something or nothing.
package struct CommitResult: Hashable, Sendable {
    /// The submitted jobs that were there before, and that the commit therefore left as they were.
    package var repeated: Set<JobID>
    /// The jobs that wait again because their owner wanted it, as they are now.
    package var retried: [JobID: Job]
    /// The jobs that are gone.
    package var deleted: Set<JobID>

    package init(repeated: Set<JobID> = [], retried: [JobID: Job] = [:], deleted: Set<JobID> = []) {
        self.repeated = repeated
        self.retried = retried
        self.deleted = deleted
    }

    /// Takes note of a change that was carried out, and of whether it changed anything.
    mutating func note(_ change: StoreChange, didChange: Bool, job: (JobID) throws -> Job?) rethrows {
        switch change {
        case .submit(let submission) where !didChange: repeated.insert(submission.id)
        case .retry(let id, _) where didChange: retried[id] = try job(id)
        case .delete(let id, _) where didChange: deleted.insert(id)
        case .submit, .retry, .delete, .blame, .release, .moveTimes, .becomeDue, .start, .requeue, .postpone,
            .settle:
            break
        }
    }
}
