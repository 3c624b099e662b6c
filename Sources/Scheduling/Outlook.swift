package import Jobs

/// What lies before a waiting job, by fair share.
package struct Outlook: Hashable, Sendable {
    package var id: JobID
    /// How many of its user's jobs run before it.
    package var ownAhead: Int
    /// How many jobs of all users will run before it; an estimate.
    package var ahead: Int
    /// The processor time of those, in seconds; an estimate.
    package var workAhead: Double
}

extension FairQueue {
    /// What lies before the first `limit` waiting jobs of `user`, in their order.
    ///
    /// While a user's jobs of a certain cost are served, each other user is served as much, as far as there is work,
    /// and before that, what the user was served ahead of the others. All others are taken as one: how their work is
    /// spread among them is not looked at.
    /// - Complexity: O(limit), whatever waits; passes over jobs that were taken out.
    package func outlook(of user: UserName, limit: Int) -> [Outlook] {
        guard let share = users[user] else { return [] }
        let lead = max(0, share.finishTag - virtualTime)
        let others = Double(max(0, waitingUsers - 1))
        let othersJobs = Double(count - share.count)
        let othersWork = max(0, waitingCost - share.waitingCost)
        var work = 0.0
        return share.first(limit).enumerated().map { place, job in
            defer { work += job.cost }
            let before = min(othersWork, others * (lead + work))
            let jobsBefore = othersWork > 0 ? Int((othersJobs * before / othersWork).rounded()) : 0
            return Outlook(
                id: job.id, ownAhead: place, ahead: place + jobsBefore, workAhead: work + before)
        }
    }
}
