package import Jobs

/// What a service does at one moment, as `platen top` shows it. Processors tell of themselves; the rest is the
/// supervisor's.
package struct ServiceView: Hashable, Sendable, Encodable {
    package var dataFolder = ""
    /// Whether the models are loaded and processors can be forked.
    package var isReady = true
    /// How long ago the supervisor showed that it lives.
    package var beatSeconds = 0.0
    package var processorsWanted = 0
    package var processorsAlive = 0
    package var running = 0
    package var waiting = 0
    /// By kind, none that does not wait.
    package var waitingByKind: [JobKind.RawValue: Int] = [:]
    package var oldestWaitSeconds = 0.0
    /// Users who have a job that has not ended.
    package var users = 0
    /// How many such jobs they have; of those with the most.
    package var jobsByUser: [String: Int] = [:]
    package var endedInSecond = 0
    package var endedInMinute = 0
    /// Since the supervisor started.
    package var accepted = 0
    package var completed = 0
    package var failed = 0
    /// Events that readers were sent or kept for, and that were dropped, since the supervisor started.
    package var eventsPublished = 0
    package var eventsDropped = 0
    /// Requests that wait for the end of a job.
    package var parked = 0
    package var jobs: [RunningJob] = []

    package init() {}

    /// A processor with its job.
    package struct RunningJob: Hashable, Sendable, Encodable {
        package var slot: Int
        package var processID: Int32
        package var id: JobID
        /// Nil when this version does not know it.
        package var kind: JobKind?
        package var attempt: Int
        package var stage: Stage?
        /// From 0 to 1.
        package var progress: Double
        package var heldSeconds: Double

        package init(
            slot: Int, processID: Int32, id: JobID, kind: JobKind?, attempt: Int, stage: Stage?,
            progress: Double, heldSeconds: Double
        ) {
            self.slot = slot
            self.processID = processID
            self.id = id
            self.kind = kind
            self.attempt = attempt
            self.stage = stage
            self.progress = progress
            self.heldSeconds = heldSeconds
        }

        private enum CodingKeys: String, CodingKey {
            case slot, processID = "process_id", id, kind, attempt, stage, progress
            case heldSeconds = "held_seconds"
        }

        package func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(slot, forKey: .slot)
            try container.encode(processID, forKey: .processID)
            try container.encode(id, forKey: .id)
            try container.encodeIfPresent(kind, forKey: .kind)
            try container.encode(attempt, forKey: .attempt)
            try container.encodeIfPresent(stage?.name, forKey: .stage)
            try container.encode(progress, forKey: .progress)
            try container.encode(heldSeconds, forKey: .heldSeconds)
        }
    }

    private enum CodingKeys: String, CodingKey {
        case dataFolder = "data_folder", isReady = "ready", beatSeconds = "beat_seconds"
        case processorsWanted = "processors_wanted", processorsAlive = "processors_alive"
        case running, waiting, waitingByKind = "waiting_by_kind", oldestWaitSeconds = "oldest_wait_seconds"
        case users, jobsByUser = "jobs_by_user"
        case endedInSecond = "ended_in_second", endedInMinute = "ended_in_minute"
        case accepted, completed, failed, jobs
        case eventsPublished = "events_published", eventsDropped = "events_dropped", parked
    }
}
