/// Why a job has not ended yet and when it will: what the supervisor answers to `explain`. It names no other user.
package struct Explanation: Hashable, Sendable {
    /// When something will probably happen.
    package struct Forecast: Hashable, Sendable {
        /// By then it happens in half of such cases.
        package var median: Timestamp
        /// By then it happens in nine of ten such cases.
        package var late: Timestamp

        package init(median: Timestamp, late: Timestamp) {
            (self.median, self.late) = (median, late)
        }
    }

    /// What keeps the job from its processor, or from its end.
    package enum Reason: Hashable, Sendable {
        /// So many other jobs of its user run before.
        case ownJobs(Int)
        /// So many users share the processors with its user.
        case otherUsers(Int)
        /// So many processors are all busy.
        case processors(Int)
        /// As many jobs of its user run as may.
        case mostRunning(Int)
        /// Its time has not come.
        case scheduled
        /// An attempt failed, and it rests before the next.
        case retrying
        /// No processor is ready yet.
        case noProcessor
        /// The disk takes nothing at the moment.
        case disk
        /// The service stops: the job goes on when it is started again.
        case stopping
        /// A processor works on it.
        case running
    }

    /// `scheduled`, `pending` or `processing`.
    package var state: JobState
    /// Estimated place among all jobs that wait, from 1; nil for one that does not wait in a queue.
    package var position: Int?
    /// Place among the user's own, from 1.
    package var ownPosition: Int?
    /// Which part of all processor time its user is promised as long as those wait who wait now, from 0 to 1.
    package var share: Double
    /// How many jobs run at once.
    package var processors: Int
    /// How many jobs of its user run.
    package var ownRunning: Int
    /// Processor time of all jobs that will probably run before it, in seconds; nil for one that has begun.
    package var workAhead: Double?
    /// Nil for one that has begun.
    package var start: Forecast?
    package var end: Forecast
    /// The most important first, at most `reasonLimit`.
    package var reasons: [Reason]

    package static let reasonLimit = 8

    package init(
        state: JobState, share: Double, processors: Int, ownRunning: Int, end: Forecast,
        reasons: [Reason] = []
    ) {
        self.state = state
        self.share = share
        self.processors = processors
        self.ownRunning = ownRunning
        self.end = end
        self.reasons = reasons
    }
}
