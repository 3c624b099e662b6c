import Jobs

/// How many places for processors there are.
enum SupervisorSize {
    /// Room, for each forkserver, for those that run, those that are warm, and those that leave.
    static func slots(for processors: Int, forkservers: Int = Equipment.allCases.count) -> Int {
        forkservers * max(64, 3 * processors)
    }

    /// Pages of the scoreboard, which cannot grow. One that was never used takes no memory.
    static let mostSlots = slots(for: ServiceSettings.processorRange.upperBound)
}
