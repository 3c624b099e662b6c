import Glibc
import Jobs
import Logging
import SharedRing

/// The scoreboard, and what becomes of it when someone removes it.
extension Supervisor {
    static func makeScoreboard(_ settings: ServiceSettings) throws(SharedMemoryError) -> ScoreboardOwner {
        try ScoreboardOwner.create(instance: settings.instance, slots: SupervisorSize.mostSlots)
    }

    /// Makes the scoreboard anew when its name was removed. The forkserver and its processors keep the one that they
    /// have open, which is copied from then on: to give them the new one, jobs that run would have to die.
    func keepScoreboard() throws(SharedMemoryError) {
        if try !scoreboard.isLinked() {
            logger.error("the scoreboard was removed from /dev/shm; making it anew, jobs go on")
            let removed = scoreboard
            scoreboard = try Self.makeScoreboard(settings)
            removed.retire()
            if processorBoard == nil { processorBoard = removed }
        }
        if let processorBoard { try scoreboard.copy(processorBoard) }
    }

    /// Makes room for the slot's page, and forks a processor that writes there.
    func fork(_ slot: Int) {
        do throws(SharedMemoryError) {
            try scoreboard.use(slot: slot)
            try processorBoard?.use(slot: slot)
            ask(.fork(slot: slot), about: slot)
        } catch {
            logger.error("no room for slot \(slot) of the scoreboard; free space in /dev/shm: \(error)")
            later(.forkFailed(slot: slot, errno: ENOSPC))
        }
    }

    /// Tells the state how far the job in `slot` is by its processor's own account.
    func look(at slot: Int, _ job: JobID) {
        let entry = (processorBoard ?? scoreboard).read(slot: slot)
        let isTheJobs = entry?.jobHigh == job.high && entry?.jobLow == job.low
        let progress = entry.flatMap { JobProgress(stage: $0.stage, progress: $0.progress) }
        later(.looked(slot: slot, job, isTheJobs ? progress : nil))
    }

    func release(_ slot: Int) {
        processors[slot] = nil
        folders.end(slot)
        scoreboard.clear(slot: slot)
        processorBoard?.clear(slot: slot)
    }
}
