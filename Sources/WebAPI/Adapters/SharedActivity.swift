import Jobs
import SharedRing

/// Reads what is happening from the two segments in shared memory.
struct SharedActivity: ActivityReading {
    let scoreboard: ScoreboardReader
    let producer: CommandProducer

    func progress() -> [JobID: JobProgress] {
        var found: [JobID: JobProgress] = [:]
        for entry in scoreboard.entries() {
            found[JobID(high: entry.jobHigh, low: entry.jobLow)] = JobProgress(entry)
        }
        return found
    }

    func progress(of id: JobID) -> JobProgress? {
        scoreboard.entry(jobHigh: id.high, jobLow: id.low).flatMap { JobProgress($0) }
    }

    func activity() -> ServiceActivity? {
        scoreboard.counters().map {
            ServiceActivity(
                waiting: $0.waiting, running: $0.running, processorsAlive: $0.processorsAlive,
                processorsWanted: $0.processorsWanted, isReady: $0.forkserverReady, scheduled: $0.scheduled,
                users: $0.users, endedInMinute: $0.endedInMinute)
        }
    }

    func supervisorBeat() -> Duration? {
        producer.consumerBeat()
    }
}

extension JobProgress {
    fileprivate init?(_ entry: ScoreboardEntry) {
        self.init(stage: entry.stage, progress: entry.progress)
    }
}
