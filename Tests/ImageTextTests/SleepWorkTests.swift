import Jobs
import Testing

@testable import ImageText

@Suite struct SleepWorkTests {
    @Test func `progress rises from 0 and stays below 1`() throws {
        try Fixture.with([]) { fixture in
            let result = try fixture.run(
                SleepWork(), kind: .sleep, options: JobOptions(durationMilliseconds: 500))
            #expect(result == JobResult())
            #expect(fixture.monitor.progress == fixture.monitor.progress.sorted())
            #expect(fixture.monitor.progress.allSatisfy { (0..<1).contains($0) })
            #expect(!fixture.monitor.progress.isEmpty)
        }
    }

    @Test func `a job that is given up ends at once`() throws {
        try Fixture.with([]) { fixture in
            fixture.monitor.isGivenUp = true
            let problem = try #require(throws: Problem.self) {
                try fixture.run(
                    SleepWork(), kind: .sleep, options: JobOptions(durationMilliseconds: 3_600_000))
            }
            #expect(problem == .givenUp)
        }
    }

    @Test func `no duration is no sleep`() throws {
        try Fixture.with([]) { fixture in
            let result = try fixture.run(SleepWork(), kind: .sleep)
            #expect(result == JobResult())
            #expect(fixture.monitor.progress.isEmpty)
        }
    }
}
