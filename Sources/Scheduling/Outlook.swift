package import Jobs

/// What lies before a waiting job, by fair share.
package struct Outlook: Hashable, Sendable {
    package var id: JobID
    /// How many of its user's jobs run before it.
    package var ownAhead: Int
    /// The processor time of those, in seconds.
    package var ownWork: Double
    /// How many jobs of all users will run before it; an estimate.
    package var ahead: Int
    /// The processor time of those, in seconds; an estimate.
    package var workAhead: Double
    /// How much processor time at weight 1 each user will have been served until then, in seconds.
    package var progress: Double
}

extension FairQueue {
    /// What lies before a waiting job; nil when no such one waits. `sequence` and `priority` are those that it was
    /// enqueued with.
    /// - Complexity: O(the user's jobs / 256), whatever else waits.
    package func outlook(of id: JobID, sequence: Int64, priority: Priority, user: UserName) -> Outlook? {
        guard let share = users[user], let own = share.standing(of: sequence, priority) else { return nil }
        return outlook(of: id, sequence, behind: own, share)
    }

    /// What would lie before a job that came now.
    package func outlook(ofNext id: JobID, priority: Priority, user: UserName) -> Outlook {
        let share = users[user] ?? newShare(of: user)
        return outlook(of: id, .max, behind: share.standing(ofNext: priority), share)
    }

    /// What lies before the first `limit` waiting jobs of `user`, in their order.
    /// - Complexity: O(limit), whatever waits.
    package func outlook(of user: UserName, limit: Int) -> [Outlook] {
        guard let share = users[user] else { return [] }
        var own = WaitingLine.Standing()
        return share.first(limit).map { job in
            defer { own = own + WaitingLine.Standing(jobs: 1, work: job.cost) }
            return outlook(of: job.id, job.sequence, behind: own, share)
        }
    }

    /// How many users have a job that waits.
    package var waitingUsers: Int { backlogs.total.users }

    /// What the user has waiting, in seconds of processor time at weight 1.
    package func backlog(of user: UserName) -> Double {
        users[user].map { $0.waitingCost / $0.terms.weight.value } ?? 0
    }

    /// Which part of all processor time the user is promised while those wait who wait now, from 0 to 1.
    /// - Complexity: O(1).
    package func promisedShare(of user: UserName) -> Double {
        let share = users[user] ?? newShare(of: user)
        let others = max(0, backlogs.total.weight - (share.count > 0 ? share.terms.weight.value : 0))
        return share.terms.weight.value / (share.terms.weight.value + others)
    }

    /// While a user's jobs of a certain cost are served, each other user is served as much by weight, as far as there is
    /// work, and before that, what the user was served ahead of the others. Whoever began to wait before others were
    /// served anything more stands before those who began later.
    private func outlook(
        of id: JobID, _ sequence: Int64, behind own: WaitingLine.Standing, _ share: UserShare
    ) -> Outlook {
        let lead = max(0, share.startTag(at: virtualTime) - virtualTime)
        let progress = lead + own.work / share.terms.weight.value
        let served = backlogs.served(while: progress, without: share)
        let tied = ties(before: progress > 0 ? .max : sequence, without: share)
        let others = served.work > tied.work ? served : tied
        return Outlook(
            id: id, ownAhead: own.jobs, ownWork: own.work, ahead: own.jobs + others.jobs,
            workAhead: own.work + others.work, progress: progress)
    }

    private func ties(before sequence: Int64, without share: UserShare) -> WaitingLine.Standing {
        var tied = ties.standing(before: sequence)
        if let tie = share.tie, tie < sequence, let own = ties.entry(of: tie) {
            tied = WaitingLine.Standing(jobs: tied.jobs - 1, work: max(0, tied.work - own.cost))
        }
        return tied
    }
}
