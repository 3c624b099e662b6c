import Foundation
import GRDB
import Jobs
import TestSupport
import Testing

@testable import JobStore

@Suite struct StoreCopyTests {
    @Test func `the store goes on while it is copied, the copy is of the moment at which it began`() throws {
        try withStorePath { path in
            let writer = try StoreWriter(path: path)
            let before = (0..<50).map { _ in newID() }
            try writer.commit(before.map { .submit(submission($0)) })
            // Larger than one step.
            try writer.execute("CREATE TABLE ballast AS SELECT randomblob(16000000) AS bytes")
            var shares: [Double] = []
            let copy = try StoreCopy(of: StoreReader(path: path), at: "\(path).copy") { share in
                shares.append(share)
                _ = try? writer.commit([.submit(submission()), .start(before[0]), .complete(before[0])])
            }
            #expect(shares.count > 1 && shares == shares.sorted() && shares.last == 1)
            var found: [Job] = []
            let unreadable = try copy.forEachJob { found.append($0) }
            #expect(
                unreadable == [] && found.map(\.id) == before && found.allSatisfy { $0.state == .pending })
            #expect(try copy.countJobs() == 50)
            #expect(try StoreReader(path: path).job(before[0], of: nil)?.state == .completed)
        }
    }

    @Test func `a copy is closed, it is one file that is read where nothing can be written`() throws {
        try withStorePath { path in
            try StoreWriter(path: path).commit([.submit(submission())])
            try withTemporaryFolder { folder in
                try StoreCopy(of: StoreReader(path: path), at: "\(folder)/copy") { _ in }.close()
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["copy"])
                let header = try #require(FileManager.default.contents(atPath: "\(folder)/copy"))
                #expect(Array(header[18..<20]) == [1, 1])
            }
        }
    }

    @Test func `jobs are taken out, all that was known of them goes and others stay`() throws {
        try withStorePath { path in
            let writer = try StoreWriter(path: path, textOf: { _ in "heron" })
            let (gone, stays) = (newID(), newID())
            try writer.commit([.submit(submission(gone)), .submit(submission(stays))])
            try writer.commit([.start(gone), .complete(gone), .start(stays), .complete(stays)])
            let copy = try StoreCopy(of: StoreReader(path: path), at: "\(path).copy") { _ in }
            try copy.remove([gone])
            try copy.close()
            let reader = try StoreReader(path: "\(path).copy")
            #expect(try reader.known(among: [gone, stays]) == [stays])
            #expect(try reader.attempts(of: stays).count == 1)
            let attempts = try DatabaseQueue(path: "\(path).copy").read { db in
                try Int.fetchAll(db, sql: "SELECT count(*) FROM attempts")
            }
            #expect(attempts == [1])
        }
    }

    @Test func `a row cannot be read, it is told and the others are read`() throws {
        try withStorePath { path in
            let writer = try StoreWriter(path: path)
            let ids = [newID(), newID()]
            try writer.commit(ids.map { .submit(submission($0)) })
            try writer.execute("UPDATE jobs SET kind = 'unheard-of' WHERE sequence = 1")
            let copy = try StoreCopy(of: StoreReader(path: path), at: "\(path).copy") { _ in }
            var found: [JobID] = []
            #expect(try copy.forEachJob { found.append($0.id) }.count == 1)
            #expect(found == [ids[1]])
        }
    }

    @Test func `there is no store, or one of a later version, and it is refused by name`() throws {
        try withStorePath { path in
            #expect(storeError { _ = try StoreCopy(path: path) }?.code == .missing)
            _ = try StoreWriter(path: path)
            try execute("INSERT INTO grdb_migrations VALUES ('999 the future')", on: path)
            try execute("UPDATE program SET version = '9.9.9'", on: path)
            let error = storeError { _ = try StoreCopy(path: path) }
            #expect(error?.code == .newerSchema)
            #expect(
                error?.description
                    == "The store was written by Platen 9.9.9, and this is \(Version.text), which cannot read it. "
                    + "Run 9.9.9 or newer, or restore a backup that was taken before.")
        }
    }

    @Test func `a later version has written the store and this one does again, it says so`() throws {
        try withStorePath { path in
            _ = try StoreWriter(path: path)
            try execute("UPDATE program SET version = '9.9.9'", on: path)
            let writer = try StoreWriter(path: path)
            #expect(try writer.texts("SELECT version FROM program") == [Version.text])
        }
    }
}
