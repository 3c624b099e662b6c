package import Jobs

/// What retention looks at.
extension StoreReader {
    /// At most `limit` jobs that have ended, those that ended first, first.
    /// - Throws: `StoreError`.
    package func endedJobs(limit: Int) throws(StoreError) -> [EndedJob] {
        try reading { db in try RetentionRows.ended(limit: limit, db) }
    }

    /// What the files of all jobs take, in bytes.
    /// - Throws: `StoreError`.
    /// - Complexity: O(jobs), read from indexes.
    package func volume() throws(StoreError) -> Int64 {
        try reading { db in try RetentionRows.volume(db) }
    }

    /// Whether the job was there and is over: retention removed it. Of a job that was another's than `user`'s nothing is
    /// said; a nil user stands for any.
    /// - Throws: `StoreError`.
    package func isGone(_ id: JobID, of user: UserName?) throws(StoreError) -> Bool {
        try reading { db in try RetentionRows.isGone(id, of: user, db) }
    }

    /// The first of the removed jobs that come after the `count` newest ones; nil when there are no more than those.
    /// - Throws: `StoreError`.
    /// - Complexity: O(count).
    package func goneJob(after count: Int) throws(StoreError) -> JobID? {
        try reading { db in try RetentionRows.gone(after: count, db) }
    }
}
