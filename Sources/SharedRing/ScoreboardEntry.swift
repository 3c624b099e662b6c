/// What one processor is doing, by its own account: only as trustworthy as the processor.
package struct ScoreboardEntry: Hashable, Sendable {
    package let slot: Int
    /// As the processor itself knows it; another container may know it by another number.
    package let processID: Int32
    package let jobHigh: UInt64
    package let jobLow: UInt64
    /// The number of the job's kind.
    package let kind: UInt32
    package let attempt: UInt32
    package let stage: UInt32
    /// From 0 to 1.
    package let progress: Double
    /// Milliseconds since 1970.
    package let startedMilliseconds: Int64
    /// When the entry last changed, by `MonotonicTime`.
    package let beat: Duration

    package init(
        slot: Int, processID: Int32, jobHigh: UInt64, jobLow: UInt64, kind: UInt32, attempt: UInt32,
        stage: UInt32, progress: Double, startedMilliseconds: Int64, beat: Duration
    ) {
        self.slot = slot
        self.processID = processID
        self.jobHigh = jobHigh
        self.jobLow = jobLow
        self.kind = kind
        self.attempt = attempt
        self.stage = stage
        self.progress = progress
        self.startedMilliseconds = startedMilliseconds
        self.beat = beat
    }
}

extension ScoreboardEntry {
    /// The words of an entry in the segment.
    enum Word: Int, CaseIterable {
        case processID, jobHigh, jobLow, kind, attempt, stage, progress, started, beat
    }

    /// Reads the words of a slot; nil when no processor is in it. Any bits make a valid entry.
    init?(slot: Int, words: [UInt64]) {
        func word(_ name: Word) -> UInt64 { words[name.rawValue] }
        guard word(.processID) != 0 else { return nil }
        let progress = Double(bitPattern: word(.progress))
        self.init(
            slot: slot, processID: Int32(truncatingIfNeeded: word(.processID)), jobHigh: word(.jobHigh),
            jobLow: word(.jobLow), kind: UInt32(truncatingIfNeeded: word(.kind)),
            attempt: UInt32(truncatingIfNeeded: word(.attempt)),
            stage: UInt32(truncatingIfNeeded: word(.stage)),
            progress: progress.isNaN ? 0 : min(max(progress, 0), 1),
            startedMilliseconds: Int64(bitPattern: word(.started)),
            beat: .nanoseconds(Int64(bitPattern: word(.beat))))
    }
}
