import Jobs
import SharedRing
import Testing

@testable import Watching

@Suite struct ServiceWatchTests {
    /// A scoreboard of its own data folder, which goes with the test.
    private static func withScoreboard(
        _ body: (ServiceSettings, ScoreboardOwner) throws -> Void
    ) throws {
        let settings = ServiceSettings(
            dataFolder: "/nowhere/\(UInt64.random(in: 0 ... .max))", assetsFolder: "/")
        let owner = try ScoreboardOwner.create(instance: settings.instance, slots: 4)
        defer { owner.retire() }
        try body(settings, owner)
    }

    private static func counters(beat: Duration) -> QueueCounters {
        var counters = QueueCounters(
            waiting: 3, running: 1, processorsAlive: 2, processorsWanted: 1, forkserverReady: true, beat: beat
        )
        counters.waitingByKind[Int(JobKind.size.number)] = 3
        counters.oldestWait = .seconds(5)
        counters.endedInMinute = 9
        counters.users = 12
        counters.jobsByUser = [
            UserLoad(name: "ann", jobs: 4), UserLoad(name: "no\u{1B}[2Jname", jobs: 3),
            UserLoad(name: "bob", jobs: 1), UserLoad(name: "bob", jobs: 1),
        ]
        return counters
    }

    @Test func `Counters and entries become a view`() throws {
        try Self.withScoreboard { settings, owner in
            owner.publish(Self.counters(beat: MonotonicTime.now() + .seconds(600)))
            try owner.use(slot: 2)
            try ScoreboardWriter(descriptor: owner.descriptor, slot: 2).begin(
                jobHigh: 7, jobLow: 8, kind: JobKind.mirror.number, attempt: 2, startedMilliseconds: 1000,
                now: .zero)
            let view = try ServiceWatch(settings: settings).look(at: Timestamp(milliseconds: 3500))
            #expect(view.waitingByKind == ["size": 3])
            #expect((view.waiting, view.oldestWaitSeconds, view.endedInMinute) == (3, 5, 9))
            #expect((view.users, view.jobsByUser) == (12, ["ann": 4, "bob": 1]))
            let job = try #require(view.jobs.first)
            #expect((job.slot, job.kind, job.attempt, job.stage) == (2, .mirror, 2, .starting))
            #expect(job.id == JobID(high: 7, low: 8))
            #expect(job.heldSeconds == 2.5)
        }
    }

    @Test func `Without a service the error says how to start one`() {
        let watch = ServiceWatch(settings: ServiceSettings(dataFolder: "/no/such", assetsFolder: "/"))
        let error = #expect(throws: WatchError.self) { try watch.look(at: Timestamp(milliseconds: 0)) }
        #expect(
            error?.description.contains("No service runs on /no/such. Start one with `platen up`") == true)
    }

    @Test func `A supervisor that went silent is told from one that works`() throws {
        try Self.withScoreboard { settings, owner in
            owner.publish(Self.counters(beat: MonotonicTime.now() - .seconds(6000)))
            let watch = ServiceWatch(settings: settings)
            let error = #expect(throws: WatchError.self) { try watch.look(at: Timestamp(milliseconds: 0)) }
            #expect(error?.description.contains("no sign of life for 60") == true)
        }
    }
}
