import Jobs
import Spool
import Testing

@testable import Supervision

@Suite struct DiskWatchTests {
    @Test func `the log learns once that room is short and once that it no longer is`() {
        var watch = DiskWatch(reserve: 100)
        let (short, enough) = (
            DiskRoom(freeBytes: 99, totalBytes: 10_000), DiskRoom(freeBytes: 100, totalBytes: 10_000)
        )
        let news = [enough, short, short, enough, enough].map { watch.note($0)?.message }
        #expect(news.map { $0 != nil } == [false, true, false, true, false])
        #expect(news[1]?.contains("99 bytes") == true && news[1]?.contains("reserve of 100") == true)
    }

    @Test func `it looks once a second`() {
        var watch = DiskWatch(reserve: 100)
        let times: [Duration] = [.seconds(5), .seconds(5.9), .seconds(6), .seconds(6.5)]
        #expect(times.map { watch.isDue($0) } == [true, false, true, false])
    }
}
