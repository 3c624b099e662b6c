import Jobs
import Scheduling
import SharedRing

extension SupervisorState {
    /// Fills in what is counted beside the processors: waits, users, totals and rates.
    mutating func describe(_ counters: inout QueueCounters, at now: Moment) {
        if let oldest = waits.oldest.values.min() { counters.oldestWait = Self.time(since: oldest, now) }
        (counters.scheduled, counters.users) = (timers.count, jobs.userCount)
        counters.parked = parked.count
        counters.jobsByUser = ranking.turn(over: jobs.users, running: processorsByUser())
        for (kind, count) in waits.counts where Int(kind.number) < QueueCounters.kindLimit {
            counters.waitingByKind[Int(kind.number)] = count
        }
        (counters.accepted, counters.completed, counters.failed) =
            (tally.accepted, tally.completed, tally.failed)
        (counters.endedInSecond, counters.endedInMinute) = tally.recent(at: now)
    }

    /// How many processors work on jobs of each user.
    func processorsByUser() -> [UserName: Int] {
        var found: [UserName: Int] = [:]
        for slot in slots {
            guard case .busy(_, let work) = slot, let user = jobs.owner(of: work.job) else { continue }
            found[user, default: 0] += 1
        }
        return found
    }
}
