import Jobs

/// The unsettled jobs by their ids, counted by user.
struct ActiveJobs: Sendable {
    private var jobs: [JobID: ActiveJob] = [:]
    private var counts: [UserName: Int] = [:]

    /// How many users have a job.
    var userCount: Int { counts.count }

    /// How many jobs the user has that wait or run.
    func count(of user: UserName) -> Int { counts[user] ?? 0 }

    /// - Complexity: O(1), amortised.
    subscript(id: JobID) -> ActiveJob? {
        get { jobs[id] }
        set {
            let old = jobs.updateOrRemove(id, newValue)
            guard old?.user != newValue?.user else { return }
            if let user = old?.user { uncount(user) }
            if let user = newValue?.user { counts[user, default: 0] += 1 }
        }
    }

    /// The job that was forgotten; nil when there was none.
    mutating func removeValue(forKey id: JobID) -> ActiveJob? {
        let old = jobs.removeValue(forKey: id)
        if let user = old?.user { uncount(user) }
        return old
    }

    private mutating func uncount(_ user: UserName) {
        let left = count(of: user) - 1
        counts[user] = left > 0 ? left : nil
    }
}

extension [JobID: ActiveJob] {
    fileprivate mutating func updateOrRemove(_ id: JobID, _ job: ActiveJob?) -> ActiveJob? {
        guard let job else { return removeValue(forKey: id) }
        return updateValue(job, forKey: id)
    }
}
