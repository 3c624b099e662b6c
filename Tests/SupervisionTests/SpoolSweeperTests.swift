import Foundation
import JobStore
import Jobs
import Logging
import Spool
import TestSupport
import Testing

@testable import Supervision

@Suite struct SpoolSweeperTests {
    private let patience = Duration.seconds(600)
    private let ids = (1...4).map { JobID(high: $0, low: 0xAB) }

    // MARK: Suspects

    private func seen(_ id: JobID, change: Int64 = 5) -> [(id: JobID, change: Int64)] { [(id, change)] }

    @Test func `A folder goes when it was found twice, unchanged, long enough apart`() {
        var suspects = SweepSuspects(patience: patience)
        #expect(suspects.take(seen(ids[0]), shard: 1, now: .seconds(9000)) == [])
        #expect(suspects.take(seen(ids[0]), shard: 1, now: .seconds(9000) + patience / 2) == [])
        #expect(suspects.take(seen(ids[0]), shard: 1, now: .seconds(9000) + patience) == [ids[0]])
    }

    @Test func `A folder that changes, forwards or backwards, begins anew`() {
        for change in [Int64(6), 4] {
            var suspects = SweepSuspects(patience: patience)
            _ = suspects.take(seen(ids[0], change: 5), shard: 1, now: .zero)
            #expect(suspects.take(seen(ids[0], change: change), shard: 1, now: patience) == [])
            #expect(suspects.take(seen(ids[0], change: change), shard: 1, now: patience * 2) == [ids[0]])
        }
    }

    @Test func `A folder that had a job meanwhile begins anew, other shards do not`() {
        var suspects = SweepSuspects(patience: patience)
        _ = suspects.take(seen(ids[0]), shard: 1, now: .zero)
        _ = suspects.take(seen(ids[1]), shard: 2, now: .zero)
        #expect(suspects.take([], shard: 1, now: patience / 2) == [])
        #expect(suspects.take(seen(ids[0]), shard: 1, now: patience) == [])
        #expect(suspects.take(seen(ids[1]), shard: 2, now: patience) == [ids[1]])
    }

    // MARK: Sweeping

    private func withSweeper(_ body: (SpoolSweeper, Spool, StoreWriter) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let spool = Spool(folder: "\(folder)/spool")
            try spool.prepare()
            let store = try StoreWriter(path: "\(folder)/platen.sqlite")
            let sweeper = SpoolSweeper(
                spool: spool, reader: try StoreReader(path: "\(folder)/platen.sqlite"), patience: patience,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
            for id in ids {
                try FileManager.default.createDirectory(
                    atPath: spool.folder(of: id), withIntermediateDirectories: false)
            }
            try body(sweeper, spool, store)
        }
    }

    private func submit(_ id: JobID, to store: StoreWriter) throws {
        let submission = Submission(
            id: id, user: .guest, kind: .size, options: JobOptions(), image: nil, fileName: nil,
            submittedAt: Timestamp(milliseconds: 1))
        _ = try store.commit([.submit(submission)])
    }

    @Test func `Folders of jobs stay, others go at the second look`() throws {
        try withSweeper { sweeper, spool, store in
            try submit(ids[1], to: store)
            sweeper.sweep(shard: 0xAB, now: .zero)
            let first = try spool.jobs(inShard: 0xAB)
            #expect(first == ids)
            try submit(ids[2], to: store)
            sweeper.sweep(shard: 0xAB, now: patience)
            let second = try spool.jobs(inShard: 0xAB)
            #expect(second == [ids[1], ids[2]])
        }
    }

    @Test func `A folder that cannot be removed hinders no other`() throws {
        try withSweeper { sweeper, spool, _ in
            let tooDeep = spool.folder(of: ids[0]) + String(repeating: "/x", count: 20)
            try FileManager.default.createDirectory(atPath: tooDeep, withIntermediateDirectories: true)
            sweeper.sweep(shard: 0xAB, now: .zero)
            sweeper.sweep(shard: 0xAB, now: patience)
            let left = try spool.jobs(inShard: 0xAB)
            #expect(left == [ids[0]])
        }
    }

    @Test func `A shard that cannot be read ends nothing`() throws {
        try withSweeper { sweeper, spool, _ in
            try FileManager.default.removeItem(atPath: "\(spool.folder)/cd")
            sweeper.sweep(shard: 0xCD, now: .zero)
            sweeper.sweep(shard: 0xAB, now: .zero)
            sweeper.sweep(shard: 0xAB, now: patience)
            let left = try spool.jobs(inShard: 0xAB)
            #expect(left == [])
        }
    }
}
