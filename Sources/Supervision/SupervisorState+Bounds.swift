import Jobs
import JobStore
import Scheduling

/// How many jobs may wait.
extension SupervisorState {
    /// Why a job that would wait cannot be taken in; nil when it can. Jobs that are on their way to the store count, so
    /// that the bounds hold whatever the disk does.
    /// - Complexity: O(1) below the bounds; near them O(the changes on their way + the slots).
    func refusal(of user: UserName) -> Verdict? {
        let (total, own) = (queue.count + errandQueue.count + timers.count, jobs.count(of: user))
        if total + batches.count >= policy.limits.maximumWaiting,
            total + batches.newJobs(of: nil) >= policy.limits.maximumWaiting
        {
            return .overloaded
        }
        let most = terms(of: user).maximumWaiting ?? policy.limits.maximumWaitingPerUser
        if own + batches.count >= most, own - running(of: user) + batches.newJobs(of: user) >= most {
            return .overQuota
        }
        return nil
    }

    private func running(of user: UserName) -> Int {
        let working = slots.count { slot in
            guard case .busy(_, let work) = slot else { return false }
            return jobs[work.job]?.user == user
        }
        return working + errands.keys.count { jobs[$0]?.user == user }
    }
}
