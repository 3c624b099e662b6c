/// How long jobs that have ended are kept with their files.
package struct Retention: Hashable, Sendable {
    /// From a job's end, in milliseconds; nil for ever.
    package var keepMilliseconds: Int64?
    /// What the files of all jobs may take, in bytes; nil for any amount.
    package var keepBytes: Int64?

    package init(keepMilliseconds: Int64? = nil, keepBytes: Int64? = nil) {
        self.keepMilliseconds = keepMilliseconds
        self.keepBytes = keepBytes
    }

    /// Whether nothing ever goes.
    package var keepsEverything: Bool { keepMilliseconds == nil && keepBytes == nil }

    /// The jobs whose time is over, and the oldest of the others while there is too much.
    /// - Parameters:
    ///   - ended: those that ended first, first.
    ///   - volume: what the files of all jobs take, in bytes, those that have not ended included.
    ///   - now: the wall clock.
    /// - Returns: a beginning of `ended`.
    package func expired(_ ended: [EndedJob], volume: Int64, at now: Timestamp) -> ArraySlice<EndedJob> {
        var left = volume
        return ended.prefix { job in
            let isOver = keepMilliseconds.map { job.endedAt.milliseconds <= now.milliseconds - $0 } ?? false
            let isTooMuch = keepBytes.map { left > $0 } ?? false
            left -= job.bytes
            return isOver || isTooMuch
        }
    }
}

extension Retention {
    /// As the settings say: 0 is no bound.
    package init(_ limits: ServiceSettings.Limits) {
        self.init(
            keepMilliseconds: limits.keepDays > 0 ? Int64(limits.keepDays * 86_400_000) : nil,
            keepBytes: limits.keepBytes > 0 ? limits.keepBytes : nil)
    }
}

/// What retention looks at of a job that has ended.
package struct EndedJob: Hashable, Sendable {
    package var id: JobID
    package var endedAt: Timestamp
    /// What its files take: input and results.
    package var bytes: Int64

    package init(id: JobID, endedAt: Timestamp, bytes: Int64) {
        self.id = id
        self.endedAt = endedAt
        self.bytes = bytes
    }
}
