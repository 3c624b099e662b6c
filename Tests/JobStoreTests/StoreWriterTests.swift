import Foundation
import GRDB
import Jobs
import TestSupport
import Testing

@testable import JobStore

@Suite struct StoreWriterTests {
    @Test func commitsAreSynchronousInALog() throws {
        try withStore { writer, _ in
            let (full, mode) = (
                try writer.integers("PRAGMA synchronous"), try writer.texts("PRAGMA journal_mode")
            )
            #expect(full == [2])
            #expect(mode == ["wal"])
        }
    }

    @Test func aSubmissionThatStandsTwiceInItsBatchIsNew() throws {
        try withStore { writer, _ in
            let one = submission(newID())
            let (first, again) = (
                try writer.commit([.submit(one), .submit(one)]), try writer.commit([.submit(one)])
            )
            #expect(first.repeated == [])
            #expect(again.repeated == [one.id])
        }
    }

    @Test func aFoldedStoreIsOneFile() throws {
        try withStorePath { path in
            let writer = try StoreWriter(path: path)
            let id = newID()
            try writer.commit([.submit(submission(id))])
            let attributes = {
                try FileManager.default.attributesOfItem(atPath: "\(path)-wal")[.size] as? Int
            }
            #expect(try attributes() ?? 0 > 0)
            try writer.foldLog()
            #expect(try attributes() == 0)
            #expect(try writer.contains(id))
        }
    }

    @Test func anEmptyBatchChangesNothing() throws {
        try withStore { writer, _ in
            try writer.commit([])
            #expect(try writer.unsettled().jobs == [])
        }
    }

    @Test func theStoreKnowsWhatWasSubmittedAndNothingElse() throws {
        try withStore { writer, _ in
            let id = newID()
            try writer.commit([.submit(submission(id))])
            #expect(try writer.contains(id))
            #expect(try !writer.contains(newID()))
        }
    }

    @Test func aBatchWithAnIllegalChangeIsRolledBackWhole() throws {
        try withStore { writer, reader in
            let (known, new, unknown) = (newID(), newID(), newID())
            try writer.commit([.submit(submission(known))])
            let error = storeError {
                try writer.commit([
                    .start(known), .submit(submission(new)), .start(unknown), .complete(known),
                ])
            }
            #expect(error?.code == .illegalChange)
            #expect(error?.change == 2)
            #expect(error?.privateDetail.contains("\(unknown)") == true)
            #expect(try !writer.contains(new))
            #expect(try reader.job(known, of: nil)?.state == .pending)
        }
    }

    @Test func theWriterGoesOnAfterAnIllegalChange() throws {
        try withStore { writer, _ in
            let id = newID()
            #expect(storeError { try writer.commit([.submit(submission(id)), .start(newID())]) } != nil)
            try writer.commit([.submit(submission(id)), .start(id)])
            #expect(try writer.unsettled().jobs.map(\.state) == [.processing])
        }
    }

    @Test func unsettledJobsComeInTheOrderOfAcceptance() throws {
        try withStore { writer, _ in
            let ids = (0..<100).map { _ in newID() }
            for batch in stride(from: 0, to: 100, by: 7) {
                try writer.commit(ids[batch..<min(batch + 7, 100)].map { .submit(submission($0)) })
            }
            #expect(try writer.unsettled().jobs.map(\.id) == ids)
        }
    }

    @Test func settledJobsAreNotUnsettled() throws {
        try withStore { writer, _ in
            let ids = (0..<6).map { _ in newID() }
            try writer.commit(ids.map { .submit(submission($0)) })
            try writer.commit([.start(ids[0]), .start(ids[1]), .start(ids[2]), .complete(ids[1])])
            try writer.commit([.requeue(ids[2], attempt(1, .signal(11)))])
            try writer.commit([
                .settle(ids[3], .cancelled, at: noon, problem: nil, result: nil, attempt: nil),
                .settle(
                    ids[4], .failed, at: noon, problem: Problem(.badImage, ""), result: nil, attempt: nil),
            ])
            let unsettled = try writer.unsettled().jobs
            #expect(unsettled.map(\.id) == [ids[0], ids[2], ids[5]])
            #expect(unsettled.map(\.state) == [.processing, .pending, .pending])
            #expect(unsettled.map(\.attempts) == [1, 1, 0])
        }
    }

    @Test func everythingIsThereAfterReopening() throws {
        try withStorePath { path in
            let ids = (0..<50).map { _ in newID() }
            do {
                let writer = try StoreWriter(path: path)
                try writer.commit(ids.map { .submit(submission($0)) })
            }
            #expect(try StoreWriter(path: path).unsettled().jobs.map(\.id) == ids)
        }
    }

    @Test func sequencesGoOnAfterReopening() throws {
        try withStorePath { path in
            for _ in 0..<3 { try StoreWriter(path: path).commit([.submit(submission())]) }
            #expect(try StoreWriter(path: path).unsettled().jobs.map(\.sequence) == [1, 2, 3])
        }
    }

    @Test func aStoreOfALaterVersionIsRefusedAndLeftAsItIs() throws {
        try withStorePath { path in
            let id = newID()
            try StoreWriter(path: path).commit([.submit(submission(id))])
            try execute("INSERT INTO grdb_migrations VALUES ('999 the future')", on: path)
            let before = FileManager.default.contents(atPath: path)
            #expect(storeError { _ = try StoreWriter(path: path) }?.code == .newerSchema)
            #expect(FileManager.default.contents(atPath: path) == before)
        }
    }

    @Test func whatIsNoDatabaseIsRefusedAndLeftAsItIs() throws {
        try withStorePath { path in
            let bytes = Data(repeating: 0x55, count: 10_000)
            try bytes.write(to: URL(filePath: path))
            #expect(storeError { _ = try StoreWriter(path: path) }?.code == .damaged)
            #expect(FileManager.default.contents(atPath: path) == bytes)
        }
    }

    @Test func aStoreInAMissingFolderIsRefused() throws {
        #expect(
            storeError { _ = try StoreWriter(path: "/nonexistent-platen/platen.sqlite") }?.code == .notAllowed
        )
    }

    /// Attempts are looked up by their key, and only for unsettled jobs that have any.
    private static let tallyPlan: ArraySlice = [
        "CORRELATED SCALAR SUBQUERY 1", "SEARCH attempts USING PRIMARY KEY (job=? AND number>?)",
    ]

    @Test func theStartReadsOnlyWhatIsUnsettled() throws {
        try withStore { writer, _ in
            let plan = try writer.plan(of: "\(JobRows.selectSQL) \(JobRows.unsettledSQL)", [])
            #expect(plan.first == "SCAN jobs USING INDEX jobs_unsettled")
            #expect(plan.dropFirst() == Self.tallyPlan)
        }
    }

    @Test func aUsersListReadsOnlyThatUsersPage() throws {
        try withStore { writer, _ in
            let plan = try writer.plan(
                of: "\(JobRows.selectSQL) \(JobRows.listSQL) \(JobRows.newestFirstSQL)", ["guest", 1, 1])
            #expect(plan.first == "SEARCH jobs USING INDEX jobs_by_user (user=? AND rowid<?)")
            #expect(plan.dropFirst() == Self.tallyPlan)
        }
    }
}
