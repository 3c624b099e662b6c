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
            forkserver(of: slot)?.send(.fork(slot: slot))
        } catch {
            logger.error("no room for slot \(slot) of the scoreboard; free space in /dev/shm: \(error)")
            later(.forkFailed(slot: slot, errno: ENOSPC))
        }
    }

    func release(_ slot: Int) {
        processors[slot] = nil
        folders.end(slot)
        scoreboard.clear(slot: slot)
        processorBoard?.clear(slot: slot)
    }
}
