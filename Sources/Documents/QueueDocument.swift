package import Jobs

/// How a user's jobs stand in the queue, as clients see it.
package struct QueueDocument: Encodable, Sendable {
    /// One job of it. What does not apply is absent.
    package struct Entry: Encodable, Sendable {
        private let id: JobID
        private let state: JobState
        private let position: Int?
        private let ownPosition: Int?
        private let predictedStart: String?
        private let predictedStartLate: String?
        private let waitedMilliseconds: Int64
        private let spentMilliseconds: Int64

        /// - Parameters:
        ///   - id: the job's.
        ///   - state: the job's.
        ///   - position: estimated place among all jobs that wait, from 1.
        ///   - ownPosition: place among the user's own that wait, from 1.
        ///   - start: when it will probably begin.
        ///   - waited: milliseconds from its submission until it began.
        ///   - spent: milliseconds since it began.
        package init(
            id: JobID, state: JobState, position: Int?, ownPosition: Int?, start: Explanation.Forecast?,
            waited: Int64, spent: Int64
        ) {
            (self.id, self.state) = (id, state)
            (self.position, self.ownPosition) = (position, ownPosition)
            (predictedStart, predictedStartLate) = (start?.median.rfc3339, start?.late.rfc3339)
            (waitedMilliseconds, spentMilliseconds) = (waited, spent)
        }

        private enum CodingKeys: String, CodingKey {
            case id, state, position
            case ownPosition = "own_position"
            case predictedStart = "predicted_start"
            case predictedStartLate = "predicted_start_p90"
            case waitedMilliseconds = "waited_ms"
            case spentMilliseconds = "spent_ms"
        }
    }

    private let waiting: Int
    private let running: Int
    private let jobs: [Entry]
    private let more: Int

    /// - Parameters:
    ///   - waiting: jobs of all users that wait.
    ///   - running: jobs of all users that run.
    ///   - jobs: the user's that run, then those that wait, in their order.
    ///   - more: how many more of the user's have not ended.
    package init(waiting: Int, running: Int, jobs: [Entry], more: Int) {
        (self.waiting, self.running, self.jobs, self.more) = (waiting, running, jobs, more)
    }
}
