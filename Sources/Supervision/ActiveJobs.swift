import Jobs

/// The unsettled jobs by their ids, counted by user. Nearly all of them lie in compact rows: what a job that waits takes
/// here is 20 bytes by the hash table's own spacing, and its row.
struct ActiveJobs: Sendable {
    private var rows: [JobID: UInt32] = [:]
    private var compact = CompactJobs()
    /// Those that do not fit a row.
    private var whole: [JobID: ActiveJob] = [:]
    /// How many of them each user has.
    private(set) var users = UserCounts()

    /// How many users have a job.
    var userCount: Int { users.count }

    /// How many jobs the user has that wait or run.
    func count(of user: UserName) -> Int { users.jobs(of: user) }

    /// Whose job it is; nil when there is none.
    /// - Complexity: O(1).
    func owner(of id: JobID) -> UserName? {
        guard let row = rows[id] else { return whole.isEmpty ? nil : whole[id]?.user }
        return users.name(compact[row].user)
    }

    /// - Complexity: O(1), amortised.
    subscript(id: JobID) -> ActiveJob? {
        get {
            guard let row = rows[id] else { return whole.isEmpty ? nil : whole[id] }
            let job = compact[row]
            return job.job(of: users.name(job.user))
        }
        set {
            guard let newValue else {
                removeValue(forKey: id)
                return
            }
            guard let row = rows[id] else {
                if !whole.isEmpty { removeValue(forKey: id) }
                return insert(id, newValue)
            }
            if let job = CompactJob(newValue, user: compact[row].user), users.name(job.user) == newValue.user
            {
                compact[row] = job
            } else {
                removeValue(forKey: id)
                insert(id, newValue)
            }
        }
    }

    /// Sets room aside for so many more jobs.
    mutating func expect(_ count: Int) {
        rows.reserveCapacity(rows.count + count)
    }

    private mutating func insert(_ id: JobID, _ job: ActiveJob) {
        let user = users.add(job.user)
        if let fitting = CompactJob(job, user: user) {
            rows[id] = compact.append(fitting)
        } else {
            whole[id] = job
        }
    }

    /// The job that was forgotten; nil when there was none.
    @discardableResult
    mutating func removeValue(forKey id: JobID) -> ActiveJob? {
        guard let old = self[id] else { return nil }
        if let row = rows.removeValue(forKey: id) { compact.leave(row) } else { whole[id] = nil }
        users.remove(old.user)
        return old
    }
}
