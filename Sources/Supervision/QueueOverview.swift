package import Jobs

/// How a user's first unfinished jobs stand in the queue.
package struct QueueOverview: Hashable, Sendable {
    /// One job of it.
    package struct Entry: Hashable, Sendable {
        package var id: JobID
        package var state: JobState
        /// Estimated place among all jobs that wait, from 1; nil for one that runs.
        package var position: Int?
        /// Place among the user's own that wait, from 1.
        package var ownPosition: Int?
        /// When it will probably begin; nil for one that runs.
        package var start: Explanation.Forecast?
        /// Since its submission, until it began.
        package var waitedMilliseconds: Int64
        /// Since it began.
        package var spentMilliseconds: Int64
    }

    /// Jobs of all users that wait, and that run.
    package var waiting: Int
    package var running: Int
    /// Those that run first, then those that wait, in their order.
    package var jobs: [Entry]
    /// How many more of the user's jobs have not ended.
    package var more: Int
    /// When this was so.
    package var at: Timestamp
}
