import Foundation
import JobStore
import Jobs
import Spool
import TestSupport
import Testing

@testable import Supervision

@Suite struct BackupTests {
    /// A data folder with two completed jobs and one that waits, each with an input.
    private func withJobs(_ body: (ServiceSettings, StoreWriter, [JobID]) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let settings = ServiceSettings(dataFolder: "\(folder)/data", assetsFolder: folder)
            try FileManager.default.createDirectory(
                atPath: settings.runFolder, withIntermediateDirectories: true)
            let spool = Spool(folder: settings.spoolFolder)
            try spool.prepare()
            let writer = try StoreWriter(path: settings.storePath)
            let ids = (1...3).map { JobID(high: 1, low: $0) }
            for id in ids {
                let input = try spool.receive(id)
                try unsafe [UInt8](1...10).withUnsafeBytes { try unsafe input.append($0) }
                try input.keep(as: .png)
                try writer.commit([.submit(submission(id))])
            }
            for id in ids.dropLast() {
                try spool.add("text.txt", Array("text".utf8), to: id)
                let result = JobResult(files: [ResultFile(name: "text.txt", bytes: 4)])
                try writer.commit([
                    .start(id, attempt: 1, at: noon),
                    .settle(id, .completed, at: noon, problem: nil, result: result, attempt: nil),
                ])
            }
            try body(settings, writer, ids)
        }
    }

    private let noon = Timestamp(milliseconds: 1_790_000_000_000)

    private func submission(_ id: JobID) -> Submission {
        Submission(
            id: id, user: .guest, kind: .ocr, options: JobOptions(),
            image: InputImage(format: .png, bytes: 10, width: 1, height: 1), fileName: nil, submittedAt: noon)
    }

    private func jobs(of backup: String) throws -> [JobID] {
        var ids: [JobID] = []
        _ = try StoreCopy(path: "\(backup)/platen.sqlite").forEachJob { ids.append($0.id) }
        return ids
    }

    @Test func `jobs are removed while the backup is taken, it is whole without them`() throws {
        try withJobs { settings, writer, ids in
            let backup = "\(settings.assetsFolder)/backup"
            let summary = try BackupTaking(settings: settings).take(into: backup, at: noon) { progress in
                // When the store is copied, and when one of the job's files is gone already.
                guard progress == .store(1) else { return }
                do {
                    try writer.commit([.delete(ids[0], by: .guest), .expire(ids[1])])
                    try Spool(folder: settings.spoolFolder).remove(ids[0])
                    try FileManager.default.removeItem(
                        atPath: Spool(folder: settings.spoolFolder).path(of: "text.txt", in: ids[1]))
                } catch {
                    Issue.record(error)
                }
            }
            #expect(summary.removed == 2 && summary.incomplete == [] && summary.manifest.jobs == 1)
            #expect(try jobs(of: backup) == [ids[2]])
            let whole = try Restoring(of: backup, settings: settings, wishes: .init())
            #expect(try whole.check { _ in } == summary.manifest)
            #expect(!FileManager.default.fileExists(atPath: "\(backup)/spool/\(ids[1].shard)/\(ids[1])"))
        }
    }

    @Test func `the service has lost a file, the job is in the backup without it and is told`() throws {
        try withJobs { settings, _, ids in
            try FileManager.default.removeItem(
                atPath: Spool(folder: settings.spoolFolder).path(of: "text.txt", in: ids[0]))
            let backup = "\(settings.assetsFolder)/backup"
            let summary = try BackupTaking(settings: settings).take(into: backup, at: noon) { _ in }
            #expect(summary.removed == 0 && summary.incomplete == [ids[0]] && summary.manifest.jobs == 3)
            #expect(try jobs(of: backup) == ids)
        }
    }

    @Test func `a job has not ended, what a processor writes there is not in the backup`() throws {
        try withJobs { settings, _, ids in
            let spool = Spool(folder: settings.spoolFolder)
            try spool.add("text.txt", Array("half a te".utf8), to: ids[2])
            let backup = "\(settings.assetsFolder)/backup"
            _ = try BackupTaking(settings: settings).take(into: backup, at: noon) { _ in }
            #expect(try Spool(folder: "\(backup)/spool").finishedFiles(of: ids[2]) == ["input.png"])
        }
    }

    @Test func `a form was made beside the results, it is in the backup too`() throws {
        try withJobs { settings, _, ids in
            try Spool(folder: settings.spoolFolder).add("page.tsv", [1], to: ids[0])
            let backup = "\(settings.assetsFolder)/backup"
            _ = try BackupTaking(settings: settings).take(into: backup, at: noon) { _ in }
            let files = try Spool(folder: "\(backup)/spool").finishedFiles(of: ids[0])
            #expect(files == ["input.png", "page.tsv", "text.txt"])
        }
    }

    @Test(arguments: [
        "platen.sqlite", "spool/01/00000000-0000-0001-0000-000000000001/text.txt",
    ])
    func `places of files are read as they are written`(path: String) {
        #expect(BackupFile(path: path)?.path == path)
    }

    @Test(arguments: [
        "", ".", "..", "../x", "/etc/passwd", ".hidden", "spool", "run", "restoring", "spool/01",
        "spool//x/y",
        "spool/02/00000000-0000-0001-0000-000000000001/text.txt",
        "spool/01/00000000-0000-0001-0000-000000000001/.x",
        "spool/01/00000000-0000-0001-0000-000000000001/..",
        "other/01/00000000-0000-0001-0000-000000000001/text.txt",
        "spool/01/00000000-0000-0001-0000-000000000001/a/b",
    ])
    func `what is no place of a file is none`(path: String) {
        #expect(BackupFile(path: path)?.path == nil)
    }
}
