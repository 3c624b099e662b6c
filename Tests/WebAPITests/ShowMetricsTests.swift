import Jobs
import SharedRing
import Testing

@testable import WebAPI

@Suite("Metrics")
struct ShowMetricsTests {
    private let backend = FakeBackend()

    private func lines() -> [String] {
        let response = backend.get("/api/metrics")
        #expect(response.status == 200)
        #expect(response.header("Content-Type") == "text/plain; version=0.0.4; charset=utf-8")
        return response.text.split(separator: "\n").map(String.init)
    }

    private static func metrics() -> ServiceMetrics {
        var counters = QueueCounters(
            waiting: 5, running: 2, processorsAlive: 4, processorsWanted: 3, forkserverReady: true,
            beat: .zero)
        counters.waitingByKind[Int(JobKind.mirror.number)] = 5
        counters.accepted = 9
        (counters.eventsPublished, counters.eventsDropped, counters.parked) = (11, 12, 13)
        return ServiceMetrics(
            counters: counters, measures: ServiceMeasures(), ring: RingUse(commands: 1, slots: 64))
    }

    @Test("without a supervisor only that is said")
    func down() {
        backend.activity.change { $0.beat = nil }
        #expect(
            lines() == [
                "# HELP platen_supervisor_up Whether the supervisor shows that it lives.",
                "# TYPE platen_supervisor_up gauge", "platen_supervisor_up 0",
            ])
        backend.metrics.show(Self.metrics())
        backend.activity.change { $0.beat = .seconds(3) }
        #expect(lines().contains("platen_supervisor_up 0"))
        #expect(lines().contains("platen_jobs_running 2"))
    }

    @Test("what the supervisor shows is there by kind, state and end")
    func numbers() {
        var metrics = Self.metrics()
        metrics.measures.oldestWaits[Int(JobKind.mirror.number)] = .milliseconds(1500)
        metrics.measures.ended[JobState.cancelled.number] = 7
        metrics.measures.attempts[AttemptManner.handedBack.number] = 3
        backend.metrics.show(metrics)
        let lines = lines()
        for line in [
            "platen_supervisor_up 1", "platen_jobs_waiting{kind=\"mirror\"} 5",
            "platen_jobs_waiting{kind=\"ocr\"} 0", "platen_oldest_wait_seconds{kind=\"mirror\"} 1.5",
            "platen_jobs_accepted_total 9", "platen_jobs_ended_total{state=\"cancelled\"} 7",
            "platen_jobs_ended_total{state=\"completed\"} 0",
            "platen_attempts_ended_total{end=\"handed_back\"} 3",
            "platen_processors_busy 2", "platen_processors_wanted 3", "platen_processors_alive 4",
            "platen_events_published_total 11", "platen_events_dropped_total 12", "platen_requests_parked 13",
            "platen_ring_commands 1", "platen_ring_slots 64",
        ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test("each class of a histogram holds the smaller ones, the last all")
    func histograms() {
        var metrics = Self.metrics()
        for seconds in [0.004, 0.01, 0.2, 100_000] { metrics.measures.runs[0].add(seconds) }
        metrics.measures.commits.add(3)
        backend.metrics.show(metrics)
        let lines = lines()
        for line in [
            "# TYPE platen_attempt_seconds histogram",
            "platen_attempt_seconds_bucket{kind=\"ocr\",le=\"0.01\"} 2",
            "platen_attempt_seconds_bucket{kind=\"ocr\",le=\"0.1\"} 2",
            "platen_attempt_seconds_bucket{kind=\"ocr\",le=\"0.25\"} 3",
            "platen_attempt_seconds_bucket{kind=\"ocr\",le=\"7200\"} 3",
            "platen_attempt_seconds_bucket{kind=\"ocr\",le=\"+Inf\"} 4",
            "platen_attempt_seconds_count{kind=\"ocr\"} 4",
            "platen_commit_changes_bucket{le=\"2\"} 0", "platen_commit_changes_bucket{le=\"4\"} 1",
            "platen_commit_changes_sum 3", "platen_commit_changes_count 1",
        ] { #expect(lines.contains(line), "\(line)") }
    }

    @Test("each name is introduced once, before its numbers")
    func heads() {
        backend.metrics.show(Self.metrics())
        var introduced: Set<String> = []
        for line in lines() {
            let words = line.split(separator: " ")
            if line.hasPrefix("# TYPE ") {
                #expect(introduced.insert(String(words[2])).inserted)
            } else if !line.hasPrefix("#") {
                let name = line.prefix { $0 != "{" && $0 != " " }
                #expect(introduced.contains { name.hasPrefix($0) })
            }
        }
        #expect(introduced.count == 20)
    }

    @Test("kinds, states and ends have room in shared memory")
    func room() {
        #expect(JobKind.allCases.count <= QueueCounters.kindLimit)
        #expect(JobState.allCases.count <= ServiceMeasures.stateLimit)
        #expect(AttemptManner.allCases.count <= ServiceMeasures.mannerLimit)
    }
}
