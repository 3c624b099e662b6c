import Jobs
import JobStore
import SharedRing

extension SupervisorState {
    /// Everything that was counted, and the waits as they are at `now`.
    func measures(at now: Moment) -> ServiceMeasures {
        var measures = measures
        for (kind, since) in waits.oldest where Int(kind.number) < QueueCounters.kindLimit {
            measures.oldestWaits[Int(kind.number)] = Self.time(since: since, now)
        }
        return measures
    }

    /// How long ago `since` is by the wall clock, which may have been set back meanwhile.
    static func time(since: Timestamp, _ now: Moment) -> Duration {
        .milliseconds(max(0, now.wall.milliseconds - since.milliseconds))
    }
}

extension ServiceMeasures {
    /// Counts the wait of a job that begins.
    mutating func begin(_ kind: JobKind, waited: Duration) {
        guard waits.indices.contains(Int(kind.number)) else { return }
        waits[Int(kind.number)].add(waited / .seconds(1))
    }

    /// Counts the time that an attempt held its processor.
    mutating func run(_ kind: JobKind, seconds: Double) {
        guard runs.indices.contains(Int(kind.number)) else { return }
        runs[Int(kind.number)].add(seconds)
    }

    /// Counts a durable batch, with the jobs and attempts that ended by it.
    mutating func commit(_ changes: [StoreChange]) {
        commits.add(Double(changes.count))
        for change in changes {
            switch change {
            case .settle(_, let state, _, _, _, let attempt):
                ended[state.number] += 1
                if let attempt { attempts[attempt.end.manner.number] += 1 }
            case .requeue(_, let attempt), .postpone(_, let attempt, _):
                attempts[attempt.end.manner.number] += 1
            default: break
            }
        }
    }
}
