import Jobs
import Testing

@Suite struct RetentionTests {
    private let now = Timestamp(milliseconds: 1_000_000)

    /// Jobs of 10 bytes that ended at these times.
    private func ended(_ times: Int64...) -> [EndedJob] {
        times.map {
            EndedJob(id: JobID(high: 1, low: UInt64($0)), endedAt: Timestamp(milliseconds: $0), bytes: 10)
        }
    }

    private func expired(_ retention: Retention, _ jobs: [EndedJob], volume: Int64 = 0) -> [Int64] {
        retention.expired(jobs, volume: volume, at: now).map(\.endedAt.milliseconds)
    }

    @Test func `without bounds nothing goes`() {
        #expect(Retention().keepsEverything)
        #expect(expired(Retention(), ended(1, 2), volume: .max).isEmpty)
        #expect(Retention(ServiceSettings.Limits()).keepsEverything)
    }

    @Test func `what ended as long ago as the age goes, what ended later stays`() {
        let retention = Retention(keepMilliseconds: 1000)
        #expect(expired(retention, ended(1, 998_999, 999_000, 999_001, 1_000_000)) == [1, 998_999, 999_000])
    }

    @Test func `the oldest go until the volume is within its bound`() {
        let retention = Retention(keepBytes: 25)
        #expect(expired(retention, ended(1, 2, 3, 4), volume: 40) == [1, 2])
        #expect(expired(retention, ended(1, 2), volume: 25).isEmpty)
        #expect(expired(Retention(keepBytes: 0), ended(1, 2), volume: 20) == [1, 2])
        // What has not ended takes room too, and cannot go.
        #expect(expired(retention, ended(1), volume: 500) == [1])
    }

    @Test func `either bound alone is enough to go`() {
        let retention = Retention(keepMilliseconds: 999_998, keepBytes: 25)
        #expect(expired(retention, ended(1, 2, 3, 4), volume: 30) == [1, 2])
        #expect(expired(retention, ended(1, 5, 6, 7), volume: 40) == [1, 5])
    }

    @Test func `the settings speak of days and bytes, 0 is no bound`() {
        var limits = ServiceSettings.Limits()
        (limits.keepDays, limits.keepBytes) = (0.5, 7)
        #expect(Retention(limits) == Retention(keepMilliseconds: 43_200_000, keepBytes: 7))
    }
}
