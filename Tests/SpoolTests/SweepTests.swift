import Foundation
import Glibc
import Jobs
import Testing

@testable import Spool

@Suite struct SweepTests {
    private let id = JobID(high: 1, low: 0xAB)

    @Test func theJobsOfAShardAreFoundInOrder() throws {
        try withSpool { spool in
            let ids = (1...5).reversed().map { JobID(high: $0, low: 0xAB) }
            for id in ids { try spool.keep(id) }
            #expect(try spool.jobs(inShard: 0xAB) == ids.sorted())
            #expect(try spool.jobs(inShard: 0xAC) == [])
        }
    }

    @Test func onlyFoldersOfJobsOfThisShardAreFound() throws {
        try withSpool { spool in
            for path in [
                "ab/lost+found", "ab/\(JobID(high: 1, low: 0xCD))", "cd/\(JobID(high: 2, low: 0xCD))",
            ] {
                try FileManager.default.createDirectory(
                    atPath: "\(spool.folder)/\(path)", withIntermediateDirectories: false)
            }
            #expect(try spool.jobs(inShard: 0xAB) == [])
            #expect(try spool.jobs(inShard: 0xCD) == [JobID(high: 2, low: 0xCD)])
        }
    }

    @Test func aNameThatIsNoTextIsPassedOver() throws {
        try withSpool { spool in
            try spool.keep(id)
            try makeFile(notText, in: "\(spool.folder)/ab")
            #expect(try spool.jobs(inShard: 0xAB) == [id])
        }
    }

    @Test func aFolderWithANameThatIsNoTextCanBeRemoved() throws {
        try withSpool { spool in
            try spool.keep(id)
            try makeFile(notText, in: spool.folder(of: id))
            try spool.remove(id)
            #expect(try spool.jobs(inShard: 0xAB) == [])
        }
    }

    @Test func theLastChangeIsThatOfTheFolderOrOfAFileInIt() throws {
        try withSpool { spool in
            try spool.keep(id)
            try setChanged(spool.path(of: "input.png", in: id), 3)
            try setChanged(spool.folder(of: id), 5)
            #expect(try spool.lastChange(of: id) == 5_000_000_000)
            try setChanged(spool.path(of: "input.png", in: id), 7)
            #expect(try spool.lastChange(of: id) == 7_000_000_000)
        }
    }

    @Test func anUploadThatGrowsChangesItsFolder() throws {
        try withSpool { spool in
            let input = try spool.receive(id)
            try setChanged(spool.folder(of: id), 5)
            try setChanged("\(spool.folder(of: id))/\(IncomingInput.unfinishedName)", 5)
            let before = try spool.lastChange(of: id)
            try input.append(randomBytes(IncomingInput.bufferBytes))
            #expect(try spool.lastChange(of: id) != before)
            input.discard()
            #expect(try spool.lastChange(of: id) == nil)
        }
    }

    @Test func whatLiesInAFolderIsMeasured() throws {
        try withSpool { spool in
            #expect(try spool.use(of: id, measuring: 10) == FolderUse())
            try spool.keep(id, [UInt8](repeating: 7, count: 1 << 20))
            let one = try spool.use(of: id, measuring: 10)
            #expect(one.files == 1)
            #expect(one.bytes >= 1 << 20)
            try makeFile(notText, in: spool.folder(of: id))
            #expect(try spool.use(of: id, measuring: 10) == FolderUse(bytes: one.bytes, files: 2))
            #expect(try spool.use(of: id, measuring: 0) == FolderUse(bytes: 0, files: 2))
        }
    }

    private let notText: [CChar] = [0x61, -1, -2, 0]

    private func makeFile(_ name: [CChar], in folder: String) throws {
        let path = "\(folder)/".utf8CString.dropLast() + name
        let made = unsafe open(Array(path), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        try #require(made >= 0)
        close(made)
    }

    private func setChanged(_ path: String, _ seconds: Double) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: seconds)], ofItemAtPath: path)
    }
}
