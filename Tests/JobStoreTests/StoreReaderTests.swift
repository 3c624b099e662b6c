import Foundation
import Jobs
import TestSupport
import Testing

@testable import JobStore

@Suite struct StoreReaderTests {
    @Test func aMissingStoreIsMissing() throws {
        try withStorePath { path in
            #expect(storeError { _ = try StoreReader(path: path) }?.code == .missing)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func aStoreThatNoWriterHasPreparedIsMissing() throws {
        try withStorePath { path in
            try Data().write(to: URL(filePath: path))
            #expect(storeError { _ = try StoreReader(path: path) }?.code == .missing)
        }
    }

    @Test func aStoreOfALaterVersionIsRefused() throws {
        try withStorePath { path in
            let writer = try StoreWriter(path: path)
            try execute("INSERT INTO grdb_migrations VALUES ('999 the future')", on: path)
            #expect(storeError { _ = try StoreReader(path: path) }?.code == .newerSchema)
            _ = try writer.unsettled()
        }
    }

    /// Of a store that `version` has written and that lacks a migration.
    private func complaint(version: String) throws -> StoreError? {
        var error: StoreError?
        try withStorePath { path in
            _ = try StoreWriter(path: path)
            try execute("DELETE FROM grdb_migrations WHERE identifier LIKE '13 %'", on: path)
            try execute("UPDATE program SET version = '\(version)'", on: path)
            error = storeError { _ = try StoreReader(path: path) }
        }
        return error
    }

    @Test func `an earlier version has written the store, and both are named`() throws {
        let error = try complaint(version: "0.0.9")
        #expect(error?.code == .olderSchema)
        #expect(
            error?.description.contains("written by Platen 0.0.9, and this is \(Version.text)") == true)
    }

    @Test func `another build of this version has written the store, which is said so`() throws {
        let error = try complaint(version: Version.text)
        #expect(error?.code == .olderSchema)
        #expect(
            error?.description.contains("written by another build of Platen \(Version.text),") == true)
        #expect(error?.description.contains("this is \(Version.text)") == false)
    }

    @Test func whatIsNoDatabaseIsRefused() throws {
        try withStorePath { path in
            try Data(repeating: 0x55, count: 10_000).write(to: URL(filePath: path))
            #expect(storeError { _ = try StoreReader(path: path) }?.code == .damaged)
        }
    }

    @Test func aStoreWhoseWriterIsGoneCanBeRead() throws {
        try withStorePath { path in
            let id = newID()
            try StoreWriter(path: path).commit([.submit(submission(id))])
            #expect(try StoreReader(path: path).job(id, of: nil)?.id == id)
        }
    }

    @Test func aReaderSeesWhatEveryLaterWriterCommits() throws {
        try withStorePath { path in
            try StoreWriter(path: path).commit([.submit(submission())])
            let reader = try StoreReader(path: path)
            for _ in 0..<5 {
                let id = newID()
                try StoreWriter(path: path).commit([.submit(submission(id))])
                #expect(try reader.job(id, of: nil)?.id == id)
            }
            #expect(try reader.jobs(of: .guest, limit: 10, before: nil).count == 6)
        }
    }

    @Test func ofManyIdsThoseOfJobsAreKnown() throws {
        try withStore { writer, reader in
            let ids = (0..<5).map { _ in newID() }
            try writer.commit(ids.prefix(2).map { .submit(submission($0)) })
            #expect(try reader.known(among: ids) == Set(ids.prefix(2)))
            #expect(try reader.known(among: []) == [])
        }
    }

    @Test func aJobIsOnlyItsUsers() throws {
        try withStore { writer, reader in
            let (id, ann) = (newID(), try user("ann"))
            try writer.commit([.submit(submission(id, of: ann))])
            #expect(try reader.job(id, of: ann)?.id == id)
            #expect(try reader.job(id, of: nil)?.id == id)
            #expect(try reader.job(id, of: try user("bob")) == nil)
            #expect(try reader.job(newID(), of: ann) == nil)
        }
    }

    @Test func aListHasOneUsersJobsNewestFirst() throws {
        try withStore { writer, reader in
            let ann = try user("ann")
            let ids = (0..<10).map { _ in newID() }
            try writer.commit(ids.flatMap { [.submit(submission($0, of: ann)), .submit(submission())] })
            #expect(try reader.jobs(of: ann, limit: 100, before: nil).map(\.id) == ids.reversed())
            #expect(try reader.jobs(of: ann, limit: 3, before: nil).map(\.id) == ids.suffix(3).reversed())
            #expect(try reader.jobs(of: try user("nobody"), limit: 3, before: nil) == [])
        }
    }

    @Test(arguments: [0, -1, Int.min])
    func aPageOfNoJobsIsEmpty(limit: Int) throws {
        try withStore { writer, reader in
            try writer.commit([.submit(submission())])
            #expect(try reader.jobs(of: .guest, limit: limit, before: nil) == [])
        }
    }

    @Test func pagesNeitherSkipNorRepeatWhileJobsArrive() throws {
        try withStore { writer, reader in
            let ids = (0..<25).map { _ in newID() }
            try writer.commit(
                ids.flatMap { [.submit(submission($0)), .submit(submission(of: try user("other")))] })
            var seen: [JobID] = []
            var cursor: Int64?
            repeat {
                let page = try reader.jobs(of: .guest, limit: 4, before: cursor)
                seen += page.map(\.id)
                cursor = page.last?.sequence
                try writer.commit([.submit(submission()), .submit(submission())])
            } while cursor != nil
            #expect(seen == ids.reversed())
        }
    }

    @Test(
        arguments: [
            "kind = 'telepathy'", "state = 'lost'", "user = 'a b'", "options = '['", "image_format = 'svg'",
            "files = '{}'",
        ])
    func aRowThatCannotBeReadIsAnErrorAndNotACrash(damage: String) throws {
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([.submit(submission(id))])
            try writer.execute("UPDATE jobs SET \(damage)")
            #expect(storeError { _ = try reader.job(id, of: nil) }?.code == .malformedRow)
        }
    }

    @Test func anAttemptThatCannotBeReadIsAnError() throws {
        try withStore { writer, reader in
            let id = newID()
            try writer.commit([.submit(submission(id)), .start(id), .complete(id)])
            try writer.execute("UPDATE attempts SET end = 'abducted'")
            #expect(storeError { _ = try reader.attempts(of: id) }?.code == .malformedRow)
        }
    }

    @Test func manyThreadsReadWhileTheWriterWrites() throws {
        try withStore { writer, reader in
            let ids = (0..<400).map { _ in newID() }
            try writer.commit([.submit(submission(ids[0]))])
            let failures = FailureList()
            DispatchQueue.concurrentPerform(iterations: 13) { thread in
                failures.recording {
                    if thread == 0 {
                        for id in ids.dropFirst() {
                            try writer.commit([.submit(submission(id)), .start(id)])
                        }
                    } else {
                        try Self.readUntilComplete(ids, reader)
                    }
                }
            }
            #expect(failures.all.isEmpty)
        }
    }

    /// Reads until all of `ids` are there, and checks that each read saw whole commits alone.
    private static func readUntilComplete(_ ids: [JobID], _ reader: StoreReader) throws {
        var jobs: [Job] = []
        while jobs.count < ids.count {
            jobs = try reader.jobs(of: .guest, limit: 1000, before: nil)
            let isWhole = jobs.allSatisfy { $0.state == ($0.sequence == 1 ? .pending : .processing) }
            guard isWhole, jobs.map(\.id) == ids.prefix(jobs.count).reversed() else { throw TornRead() }
        }
    }

    private struct TornRead: Error {}
}

/// What threads threw.
private final class FailureList: @unchecked Sendable {
    private let lock = NSLock()
    private var failures: [any Error] = []

    var all: [any Error] { lock.withLock { failures } }

    func recording(_ body: () throws -> Void) {
        do {
            try body()
        } catch {
            lock.withLock { failures.append(error) }
        }
    }
}
