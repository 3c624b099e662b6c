import Foundation
import Jobs
import Spool
import Testing

@Suite struct SweepTests {
    private let old = Timestamp(milliseconds: 1_500_000_000_000)
    private let limit = Timestamp(milliseconds: 1_500_000_000_001)

    @Test func foldersWithoutRecentChangesAreFoundInOrder() throws {
        try withSpool { spool in
            let ids = (1...5).reversed().map { JobID(high: $0, low: 0xAB) }
            for id in ids { try makeOld(id, spool) }
            let found = try spool.sweepCandidates(shard: 0xAB, unchangedSince: limit)
            #expect(found == ids.sorted().map { JobFolder(id: $0, changedAt: old) })
        }
    }

    @Test func aFolderThatChangedAtTheLimitIsLeftOut() throws {
        try withSpool { spool in
            let id = JobID(high: 1, low: 0xAB)
            try makeOld(id, spool)
            #expect(try spool.sweepCandidates(shard: 0xAB, unchangedSince: old) == [])
        }
    }

    @Test func anUploadThatStillGrowsIsLeftOut() throws {
        try withSpool { spool in
            let id = JobID(high: 1, low: 0xAB)
            let input = try spool.receive(id)
            try input.append([1])
            try setChanged(spool.folder(of: id))
            #expect(try spool.sweepCandidates(shard: 0xAB, unchangedSince: limit) == [])
            input.discard()
        }
    }

    @Test func aFolderThatJustLostAFileIsLeftOut() throws {
        try withSpool { spool in
            let id = JobID(high: 1, low: 0xAB)
            try spool.keep(id)
            try setChanged(spool.path(of: "input.png", in: id))
            #expect(try spool.sweepCandidates(shard: 0xAB, unchangedSince: limit) == [])
        }
    }

    @Test func onlyFoldersOfJobsOfThisShardAreFound() throws {
        try withSpool { spool in
            for path in [
                "ab/lost+found", "ab/\(JobID(high: 1, low: 0xCD))", "cd/\(JobID(high: 2, low: 0xCD))",
            ] {
                let folder = "\(spool.folder)/\(path)"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
                try setChanged(folder)
            }
            #expect(try spool.sweepCandidates(shard: 0xAB, unchangedSince: limit) == [])
            #expect(try spool.sweepCandidates(shard: 0xCD, unchangedSince: limit).count == 1)
        }
    }

    @Test func whatWasFoundCanBeRemoved() throws {
        try withSpool { spool in
            let id = JobID(high: 1, low: 0x05)
            try makeOld(id, spool)
            for folder in try spool.sweepCandidates(shard: 0x05, unchangedSince: limit) {
                try spool.remove(folder.id)
            }
            #expect(try spool.sweepCandidates(shard: 0x05, unchangedSince: limit) == [])
            #expect(try spool.names(besides: id) == [])
        }
    }

    private func makeOld(_ id: JobID, _ spool: Spool) throws {
        try spool.keep(id)
        try setChanged(spool.path(of: "input.png", in: id))
        try setChanged(spool.folder(of: id))
    }

    private func setChanged(_ path: String) throws {
        let date = Date(timeIntervalSince1970: Double(old.milliseconds) / 1000)
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }
}
