import GRDB
import Jobs
import Testing

@testable import JobStore

@Suite struct FailureStoreTests {
    private func fail(_ id: JobID, _ code: Problem.Code, at time: Int64) -> StoreChange {
        .settle(
            id, .failed, at: Timestamp(milliseconds: time), problem: Problem(code, "Why."), result: nil,
            attempt: nil)
    }

    @Test func `Failures of all users since a moment are counted by code, the most frequent first`() throws {
        try withStore { writer, reader in
            let ids = (0..<6).map { _ in newID() }
            try writer.commit(
                ids.enumerated().map { number, id in
                    var job = submission(id)
                    if number.isMultiple(of: 2) { job.user = try #require(UserName("ann")) }
                    return .submit(job)
                })
            try writer.commit([
                fail(ids[0], .badImage, at: 10), fail(ids[1], .crashed, at: 30),
                fail(ids[2], .crashed, at: 20),
                fail(ids[3], .badImage, at: 9),
                .settle(
                    ids[4], .cancelled, at: Timestamp(milliseconds: 40), problem: nil, result: nil,
                    attempt: nil),
            ])
            func counts(since time: Int64) throws -> [FailureCount] {
                try reader.failures(since: Timestamp(milliseconds: time))
            }
            let crashed = FailureCount(code: .crashed, count: 2, last: Timestamp(milliseconds: 30))
            let bad = FailureCount(code: .badImage, count: 1, last: Timestamp(milliseconds: 10))
            #expect(try counts(since: 10) == [crashed, bad])
            #expect(try counts(since: 0).map(\.count) == [2, 2])
            #expect(try counts(since: 0).map(\.code) == [.badImage, .crashed])
            #expect(try counts(since: 31).isEmpty)
        }
    }

    @Test func `Only an index is read, of failures since then alone`() throws {
        try withStore { _, reader in
            let plan = try reader.reading { db in
                try Row.fetchAll(db, sql: "EXPLAIN QUERY PLAN " + StoreReader.failuresSQL, arguments: [0])
            }
            #expect(plan.first?["detail"] == "SEARCH jobs USING COVERING INDEX jobs_failed (ended_at>?)")
        }
    }
}
