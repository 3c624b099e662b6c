import Jobs

/// The folders that the sweep has found without a job, and how they were then. One goes only when it is found so again,
/// unchanged, after longer than any request lives: a responder may be about to submit its job. Time is monotonic, for a
/// wall clock that jumps must not make a folder old.
struct SweepSuspects: Sendable {
    private struct Sighting: Sendable {
        /// When it was first found as it is.
        let since: Duration
        let change: Int64
    }

    /// By shard.
    private var sightings: [UInt8: [JobID: Sighting]] = [:]

    /// Longer than any request lives: uploads reach the responders whole, and verdicts come within seconds.
    let patience: Duration

    /// - Parameter patience: how long a folder is left alone after it was first found.
    init(patience: Duration) {
        self.patience = patience
    }

    /// Takes in what one shard's look found.
    /// - Parameters:
    ///   - found: every folder of the shard without a job, and when it last changed.
    ///   - shard: the one that was looked at.
    ///   - now: monotonic.
    /// - Returns: those that are to be removed, in the order of `found`.
    mutating func take(_ found: [(id: JobID, change: Int64)], shard: UInt8, now: Duration) -> [JobID] {
        let old = sightings[shard] ?? [:]
        var seen: [JobID: Sighting] = [:]
        for (id, change) in found {
            let before = old[id].flatMap { $0.change == change ? $0 : nil }
            seen[id] = before ?? Sighting(since: now, change: change)
        }
        sightings[shard] = seen
        return found.map(\.id).filter { id in seen[id].map { now - $0.since >= patience } ?? false }
    }
}
