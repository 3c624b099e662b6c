/// Reads the scoreboard, in responders and tools. It attaches when it is first asked, and again whenever the supervisor
/// made a new one.
package final class ScoreboardReader: Sendable {
    private let follower: SegmentFollower<ScoreboardSegment>

    package init(instance: String) {
        follower = SegmentFollower { () throws(SharedMemoryError) in
            try ScoreboardSegment.attach(instance: instance)
        }
    }

    /// What all busy processors do, by slot; empty when there is no scoreboard.
    package func entries() -> [ScoreboardEntry] {
        guard let content = current() else { return [] }
        return (0..<content.usedSlots).compactMap(content.entry)
    }

    /// What the processor does that has this job; nil when none has.
    package func entry(jobHigh: UInt64, jobLow: UInt64) -> ScoreboardEntry? {
        entries().first { $0.jobHigh == jobHigh && $0.jobLow == jobLow }
    }

    /// The queue's counters; nil when there is no scoreboard, or nothing was published yet.
    package func counters() -> QueueCounters? {
        guard let words = current()?.counters.read(), words.contains(where: { $0 != 0 }) else { return nil }
        return QueueCounters(words: words)
    }

    /// What the supervisor has counted; nil when there is no scoreboard.
    package func measures() -> ServiceMeasures? {
        current()?.measures.read().map { ServiceMeasures(words: $0) }
    }

    /// What users were promised and got; nil when there is no scoreboard.
    package func shares() -> ShareTable? {
        current()?.shares.read().map { ShareTable(words: $0) }
    }

    /// Why there was no scoreboard at the last try; nil when there was one. For the log.
    package var problem: SharedMemoryError? { follower.problem }

    private func current() -> ScoreboardSegment? {
        follower.current(at: MonotonicTime.now())
    }
}
