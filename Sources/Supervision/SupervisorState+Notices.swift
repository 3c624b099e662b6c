import Jobs
import JobStore

/// What is published of the jobs: after the commit that made it true, and only for users whose events somebody reads.
extension SupervisorState {
    /// The shortest time between two notices of one job's progress within a stage.
    static var progressInterval: Duration { .milliseconds(250) }

    /// Forgets a job whose end is about to be recorded.
    @discardableResult
    mutating func leave(_ id: JobID) -> ActiveJob? {
        guard let job = jobs.removeValue(forKey: id) else { return nil }
        lastOwners[id] = job.user
        countPrediction(of: job, sign: -1)
        forgetForecast(id, job.kind)
        return job
    }

    /// What a durable batch has changed.
    mutating func publish(_ batch: Batches<Ticket>.Batch, _ result: CommitResult) {
        for change in batch.changes { publish(change, result) }
    }

    private mutating func publish(_ change: StoreChange, _ result: CommitResult) {
        switch change {
        case .submit(let submission):
            guard result.hasTaken(submission.id) else { return }
            publish(submission.id, of: submission.user)
        case .retry(let id, let user):
            if result.retried[id] != nil { publish(id, of: user) }
        case .delete(let id, let user):
            if result.deleted.contains(id), audience.isFollowed(user) {
                notices.append(.removed(id, of: user))
            }
        case .becomeDue(let id), .start(let id, _, _), .requeue(let id, _), .postpone(let id, _, _):
            if let user = owner(of: id) { publish(id, of: user) }
        case .settle(let id, _, _, _, _, _):
            if let user = lastOwners.removeValue(forKey: id) { publish(id, of: user) }
            answer(parked.end(id))
        case .account, .expire, .forget, .blame, .release, .learn, .moveTimes, .recordTry, .redeliver,
            .keepRules, .recordUses:
            break
        }
    }

    /// The user of a job that has not ended, or whose end is on its way to the store.
    private func owner(of id: JobID) -> UserName? { lastOwners[id] ?? jobs.owner(of: id) }

    private mutating func publish(_ id: JobID, of user: UserName, _ progress: JobProgress? = nil) {
        guard audience.isFollowed(user) else { return }
        notices.append(.job(id, of: user, progress))
    }

    /// Publishes how far a running job is: each new stage, and else no more often than `progressInterval`.
    mutating func publishProgress(of work: inout ProcessorSlot.Work, _ now: Moment) {
        guard let progress = work.progress, progress != work.published?.progress else { return }
        if let last = work.published, last.progress.stage == progress.stage,
            now.monotonic - last.at < Self.progressInterval
        {
            return
        }
        work.published = (progress, now.monotonic)
        guard let user = jobs.owner(of: work.job) else { return }
        publish(work.job, of: user, progress)
    }

    mutating func answer(_ requests: [JobID]) {
        for request in requests { notices.append(.answer(parked: request)) }
    }

    /// Hands out what has gathered.
    mutating func handOutNotices() {
        guard !notices.isEmpty else { return }
        actions.append(.publish(notices))
        notices.removeAll(keepingCapacity: true)
    }
}

extension CommitResult {
    /// Whether a submission became a job by this commit.
    fileprivate func hasTaken(_ id: JobID) -> Bool {
        !repeated.contains(id) && !replayed.contains(id) && !mismatched.contains(id)
    }
}
