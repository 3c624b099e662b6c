import Foundation
import JobStore
import Jobs
import Logging
import Spool
import TestSupport
import Testing

@testable import Supervision

@Suite struct RetentionWatchTests {
    /// A store in which jobs of 10 bytes each ended one after the other, and one that has not.
    private func withStore(_ body: (ServiceSettings, StoreWriter, [JobID]) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let settings = ServiceSettings(dataFolder: folder, assetsFolder: folder)
            try FileManager.default.createDirectory(
                atPath: settings.runFolder, withIntermediateDirectories: false)
            try Spool(folder: settings.spoolFolder).prepare()
            let writer = try StoreWriter(path: settings.storePath)
            let ids = (1...4).map { JobID(high: 1, low: $0) }
            try writer.commit(ids.map { .submit(submission($0)) })
            try writer.commit(ids.prefix(3).map { .start($0, attempt: 1, at: Timestamp(milliseconds: 0)) })
            for (index, id) in ids.prefix(3).enumerated() {
                let end = Timestamp(milliseconds: Int64(index))
                try writer.commit([
                    .settle(id, .completed, at: end, problem: nil, result: JobResult(), attempt: nil)
                ])
            }
            try body(settings, writer, ids)
        }
    }

    private func submission(_ id: JobID) -> Submission {
        Submission(
            id: id, user: .guest, kind: .size, options: JobOptions(),
            image: InputImage(format: .png, bytes: 10, width: 1, height: 1), fileName: nil,
            submittedAt: Timestamp(milliseconds: 0))
    }

    private func watch(_ retention: Retention, _ settings: ServiceSettings) throws -> RetentionWatch {
        RetentionWatch(
            retention: retention, reader: try StoreReader(path: settings.storePath, connections: 1),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    @Test func `what is found is taken in its order, so many at a time, each once`() throws {
        try withStore { settings, _, ids in
            let watch = try watch(Retention(keepMilliseconds: 1000), settings)
            #expect(watch.takeExpired(limit: 2).isEmpty)
            try watch.look()
            #expect(watch.takeExpired(limit: 2) == [ids[0], ids[1]])
            // Nothing is looked for while something is left.
            try watch.look()
            #expect(watch.takeExpired(limit: 2) == [ids[2]])
            #expect(watch.takeExpired(limit: 2).isEmpty)
            #expect(watch.takeForgettable() == nil)
        }
    }

    @Test func `the files of all jobs count, those that ended first go`() throws {
        try withStore { settings, writer, ids in
            let watch = try watch(Retention(keepBytes: 25), settings)
            try watch.look()
            #expect(watch.takeExpired(limit: 9) == [ids[0], ids[1]])
            try writer.commit([.expire(ids[0]), .expire(ids[1])])
            try watch.look()
            #expect(watch.takeExpired(limit: 9).isEmpty)
        }
    }

    @Test func `without bounds nothing is found`() throws {
        try withStore { settings, _, _ in
            let watch = try watch(Retention(), settings)
            try watch.look()
            #expect(watch.takeExpired(limit: 9).isEmpty)
        }
    }

    @Test func `pruning without a service removes rows and folders`() throws {
        try withStore { settings, _, ids in
            let spool = Spool(folder: settings.spoolFolder)
            for id in ids { try spool.receive(id).keep(as: .png) }
            let pruning = try Pruning(settings: settings, retention: Retention(keepBytes: 15))
            let jobs = try pruning.expired(at: Timestamp(milliseconds: 10))
            #expect(jobs.map(\.id) == Array(ids.prefix(3)))
            try pruning.remove(jobs)
            let reader = try StoreReader(path: settings.storePath)
            let (isGone, volume) = (try ids.map { try reader.isGone($0, of: nil) }, try reader.volume())
            #expect(isGone == [true, true, true, false] && volume == 10)
            let folders = ids.map { FileManager.default.fileExists(atPath: spool.folder(of: $0)) }
            #expect(folders == [false, false, false, true])
        }
    }

    @Test func `pruning beside a supervisor that does not answer is an error, and nothing is removed`() throws
    {
        try withStore { settings, _, ids in
            let lock = try SupervisorLock(path: settings.supervisorLockPath)
            let pruning = try Pruning(settings: settings, retention: Retention(keepMilliseconds: 0))
            let jobs = try pruning.expired(at: Timestamp(milliseconds: 10))
            #expect(throws: PruningError.self) { try pruning.remove(jobs) }
            let isGone = try StoreReader(path: settings.storePath).isGone(ids[0], of: nil)
            #expect(!isGone)
            _ = consume lock
        }
    }
}
