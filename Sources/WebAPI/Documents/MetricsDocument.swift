import Jobs
import SharedRing

/// The metrics of the service.
struct MetricsDocument {
    private var written = MetricsText()

    var text: String { written.text }

    /// Without `metrics` only that the supervisor does not work is said.
    init(_ metrics: ServiceMetrics?, _ shares: ShareTable?, isSupervised: Bool) {
        written.gauge(
            "platen_supervisor_up", "Whether the supervisor shows that it lives.", isSupervised ? 1 : 0)
        guard let metrics else { return }
        write(metrics.counters, metrics.measures)
        writeEnds(metrics.counters, metrics.measures)
        writeProcessors(metrics.counters)
        writeShares(metrics.counters)
        if let shares { writeFairness(shares) }
        writeStoring(metrics)
        writeEvents(metrics.counters)
    }

    private mutating func write(_ counters: QueueCounters, _ measures: ServiceMeasures) {
        written.gauge(
            "platen_jobs_waiting", "Jobs that wait for a processor.", by: "kind",
            Self.byKind(counters.waitingByKind.map(Double.init)))
        written.gauge(
            "platen_oldest_wait_seconds", "How long the job has waited that waits longest.", by: "kind",
            Self.byKind(measures.oldestWaits.map { $0 / .seconds(1) }))
        written.gauge(
            "platen_jobs_scheduled", "Jobs that wait for their time.", Double(counters.scheduled))
        written.gauge("platen_jobs_running", "Jobs that have a processor.", Double(counters.running))
        written.gauge(
            "platen_users", "Users who have a job that has not ended.", Double(counters.users))
        written.histogram(
            "platen_job_wait_seconds", "How long jobs waited for a processor before each attempt.",
            by: "kind",
            Self.byKind(measures.waits))
        written.histogram(
            "platen_attempt_seconds", "How long attempts held their processor.", by: "kind",
            Self.byKind(measures.runs))
    }

    private mutating func writeEnds(_ counters: QueueCounters, _ measures: ServiceMeasures) {
        written.counter("platen_jobs_accepted_total", "Jobs taken in.", Double(counters.accepted))
        let states = JobState.allCases.filter(\.isTerminal)
        written.counter(
            "platen_jobs_ended_total", "Jobs that ended, by their state.", by: "state",
            states.map { ($0.rawValue, Double(measures.ended[$0.number])) })
        written.counter(
            "platen_attempts_ended_total", "Attempts that ended, by how.", by: "end",
            AttemptManner.allCases.map { ($0.rawValue, Double(measures.attempts[$0.number])) })
    }

    private mutating func writeProcessors(_ counters: QueueCounters) {
        written.gauge("platen_processors_busy", "Processors that work on a job.", Double(counters.running))
        written.gauge(
            "platen_processors_wanted", "Jobs that may run at once.", Double(counters.processorsWanted))
        written.gauge(
            "platen_processors_alive", "Processors that live, warm ones included.",
            Double(counters.processorsAlive))
    }

    /// Of the users with the most jobs; the segment's words may be anything, and what is no name is not told.
    private mutating func writeShares(_ counters: QueueCounters) {
        let loads = counters.jobsByUser.filter { UserName($0.name) != nil }
        written.gauge(
            "platen_user_jobs", "Jobs that have not ended, of the users who have the most.", by: "user",
            loads.map { ($0.name, Double($0.jobs)) })
        written.gauge(
            "platen_user_processors", "Processors that work on jobs of these users.", by: "user",
            loads.map { ($0.name, Double($0.running)) })
    }

    /// Of users with most processor time within the last hour, and of all users.
    private mutating func writeFairness(_ shares: ShareTable) {
        let hour = UserShareDocument.names.firstIndex(of: "hour") ?? 0
        let rows = shares.rows.filter { UserName($0.name) != nil }
        written.gauge(
            "platen_user_promised_seconds", "Processor time that weights promised within the last hour.",
            by: "user", rows.map { ($0.name, $0.windows[hour].promised) })
        written.gauge(
            "platen_user_received_seconds", "Processor time that users got for it.", by: "user",
            rows.map { ($0.name, $0.windows[hour].received) })
        let windows = zip(UserShareDocument.names, shares.fairness)
        written.gauge(
            "platen_fairness_index", "Jain's index of what users got for each second promised.",
            by: "window",
            windows.map { ($0, $1.jain) })
        written.gauge(
            "platen_longest_wait_seconds", "The longest wait of a job that began.", by: "window",
            windows.map { ($0, $1.longestWait) })
    }

    private mutating func writeStoring(_ metrics: ServiceMetrics) {
        written.histogram(
            "platen_commit_changes", "Changes of each batch that was made durable.", metrics.measures.commits)
        guard let ring = metrics.ring else { return }
        written.gauge(
            "platen_ring_commands", "Commands that the supervisor has not taken yet.", Double(ring.commands))
        written.gauge("platen_ring_slots", "Commands that may wait at once.", Double(ring.slots))
    }

    private mutating func writeEvents(_ counters: QueueCounters) {
        written.counter(
            "platen_events_published_total", "Events that the web server took.",
            Double(counters.eventsPublished))
        written.counter(
            "platen_events_dropped_total", "Events that were dropped.", Double(counters.eventsDropped))
        written.gauge(
            "platen_requests_parked", "Requests that wait for the end of a job.", Double(counters.parked))
    }

    /// What stands at the numbers of kinds, with their names.
    private static func byKind<Value>(_ values: [Value]) -> [(label: String, value: Value)] {
        JobKind.allCases.compactMap { kind in
            let number = Int(kind.number)
            return values.indices.contains(number) ? (kind.rawValue, values[number]) : nil
        }
    }
}
