import Foundation
import GRDB
import Jobs
import Testing

@testable import JobStore

@Suite struct RetentionStoreTests {
    private func settle(_ id: JobID, at time: Int64, resultBytes: Int64 = 0) -> StoreChange {
        .settle(
            id, .completed, at: Timestamp(milliseconds: time), problem: nil,
            result: JobResult(files: [ResultFile(name: "text.txt", bytes: resultBytes)]), attempt: nil)
    }

    @Test func `ended jobs come in the order of their ends, with what their files take`() throws {
        try withStore { writer, reader in
            let (first, second, waiting) = (newID(), newID(), newID())
            try writer.commit([first, second, waiting].map { .submit(submission($0)) })
            try writer.commit([.start(first), .start(second)])
            try writer.commit([
                settle(second, at: 10, resultBytes: 100), settle(first, at: 20, resultBytes: 7),
            ])
            #expect(
                try reader.endedJobs(limit: 9) == [
                    EndedJob(id: second, endedAt: Timestamp(milliseconds: 10), bytes: 105),
                    EndedJob(id: first, endedAt: Timestamp(milliseconds: 20), bytes: 12),
                ])
            #expect(try reader.endedJobs(limit: 1).map(\.id) == [second])
            // 5 bytes of each image, and the results.
            #expect(try reader.volume() == 15 + 107)
        }
    }

    @Test func `files that say they are larger than can be, or less than nothing, upset no sum`() throws {
        try withStore { writer, reader in
            for bytes in [Int64.max, .min, .max] {
                let id = newID()
                try writer.commit([
                    .submit(submission(id)), .start(id), settle(id, at: 1, resultBytes: bytes),
                ])
            }
            let bytes = try reader.endedJobs(limit: 9).map(\.bytes).sorted()
            let most = Int64(5 + (1 << 40))
            #expect(bytes == [5, most, most])
            let volume = try reader.volume()
            #expect(volume == 15 + (2 << 40))
        }
    }

    @Test func `an empty store takes no room`() throws {
        try withStore { _, reader in
            let (volume, ended, gone) = (
                try reader.volume(), try reader.endedJobs(limit: 9), try reader.goneJob(after: 0)
            )
            #expect(volume == 0 && ended.isEmpty && gone == nil)
        }
    }

    @Test func `an expired job goes with its attempts and is remembered, once`() throws {
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([.submit(submission(id)), .start(id), .complete(id)])
            #expect(try !reader.isGone(id, of: nil))
            #expect(try writer.commit([.expire(id), .expire(id)]).expired == [id])
            #expect(try reader.job(id, of: nil) == nil)
            #expect(try reader.isGone(id, of: nil))
            #expect(try writer.integers("SELECT count(*) FROM attempts") == [0])
            #expect(try writer.commit([.expire(id)]).expired.isEmpty)
        }
    }

    @Test func `a job that has not ended, or was started again, does not expire`() throws {
        try withStore { writer, reader in
            let (waiting, retried) = (newID(), newID())
            try writer.commit([.submit(submission(waiting)), .submit(submission(retried)), .start(retried)])
            try writer.commit([
                .settle(
                    retried, .failed, at: noon, problem: Problem(.crashed, "x"), result: nil, attempt: nil),
                .retry(retried, by: .guest),
            ])
            #expect(
                try writer.commit([.expire(waiting), .expire(retried), .expire(newID())]).expired.isEmpty)
            #expect(try reader.jobs(of: .guest, limit: 9, before: nil).count == 2)
            #expect(try writer.integers("SELECT count(*) FROM gone") == [0])
        }
    }

    @Test func `what its owner deleted is not remembered`() throws {
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([.submit(submission(id)), .start(id), .complete(id), .delete(id, by: .guest)])
            #expect(try !reader.isGone(id, of: nil))
        }
    }

    @Test func `the oldest of those that are remembered are forgotten`() throws {
        try withStore { writer, reader in
            let ids = (0..<5).map { JobID(high: 7, low: $0) }
            for id in ids {
                try writer.commit([.submit(submission(id)), .start(id), .complete(id), .expire(id)])
            }
            #expect(try reader.goneJob(after: 5) == nil)
            let last = try #require(try reader.goneJob(after: 3))
            #expect(last == ids[1])
            try writer.commit([.forget(upTo: last)])
            let gone = try ids.map { try reader.isGone($0, of: nil) }
            #expect(gone == [false, false, true, true, true])
        }
    }

    @Test func `a store from before retention knows what its files take`() throws {
        try withStorePath { path in
            let old = try DatabaseQueue(path: path)
            try Schema.migrator.migrate(old, upTo: "4 keys of requests")
            try old.write { db in
                for (index, files) in [#"[{"bytes":30,"name":"a"},{"bytes":4,"name":"b"}]"#, "[]"]
                    .enumerated()
                {
                    try db.execute(
                        sql: """
                            INSERT INTO jobs (id, user, kind, options, image_bytes, submitted_at, state, attempts,
                                ended_at, files)
                            VALUES (?, 'ann', 'ocr', '{}', 500, 5, 'completed', 1, ?, ?)
                            """, arguments: [Data(newID().bytes), index, files])
                }
            }
            try old.close()
            _ = try StoreWriter(path: path)
            #expect(try StoreReader(path: path).endedJobs(limit: 9).map(\.bytes) == [534, 500])
        }
    }

    @Test func `ends and volume are read from their indexes alone`() throws {
        try withStore { writer, _ in
            let ended = try writer.plan(of: RetentionRows.endedSQL, [1])
            #expect(ended == ["SEARCH jobs USING INDEX jobs_ended (ended_at>?)"])
            let volume = try writer.plan(of: RetentionRows.volumeSQL[0], [])
            #expect(volume == ["SEARCH jobs USING COVERING INDEX jobs_ended (ended_at>?)"])
        }
    }
}
