import Foundation
import Jobs
import Spool
import TestSupport
import Testing

@Suite struct SpoolTests {
    @Test func preparingMakesEveryShardAndMayBeRepeated() throws {
        try withSpool { spool in
            try spool.prepare()
            let shards = try FileManager.default.contentsOfDirectory(atPath: spool.folder).sorted()
            #expect(shards.count == 256)
            #expect(shards.first == "00" && shards.last == "ff")
        }
    }

    @Test func preparingKeepsWhatIsThere() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id)
            try spool.prepare()
            #expect(try spool.names(in: id) == ["input.png"])
        }
    }

    @Test func preparingBelowAMissingFolderThrows() throws {
        try withTemporaryFolder { folder in
            let error = spoolError { try Spool(folder: "\(folder)/missing/spool").prepare() }
            #expect(error?.errorNumber == ENOENT)
            #expect(error?.code == .other)
        }
    }

    @Test func aJobLiesInTheShardOfItsLastTwoDigits() throws {
        let id = try #require(JobID("019a0000-0000-7000-8000-0000000000c7"))
        let spool = Spool(folder: "/data/spool")
        #expect(spool.folder(of: id) == "/data/spool/c7/019a0000-0000-7000-8000-0000000000c7")
        #expect(spool.path(of: "text.txt", in: id) == "\(spool.folder(of: id))/text.txt")
    }

    @Test(arguments: ["text.txt", "a", "7", "input.jpg", "page-1_b.txt", String(repeating: "a", count: 100)])
    func namesThatResultsMayHave(name: String) {
        #expect(Spool.isName(name))
    }

    @Test(
        arguments: [
            "", ".", "..", ".hidden", "-a", "_a", "a/b", "/a", "../a", "a\0b", "a b", "A.txt", "é.txt", "a\n",
            String(repeating: "a", count: 101),
        ])
    func namesThatResultsMayNotHave(name: String) {
        #expect(!Spool.isName(name))
    }

    @Test func thePathOfABadNameStopsTheProcess() async {
        await #expect(processExitsWith: .failure) {
            _ = Spool(folder: "/data").path(of: "../x", in: JobID(high: 1, low: 2))
        }
    }

    @Test func removingTakesTheFolderWithEverythingInIt() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id)
            _ = try spool.resultWriter(for: id, attempt: 1).write("text.txt", [1])
            try FileManager.default.createDirectory(
                atPath: "\(spool.folder(of: id))/a/b", withIntermediateDirectories: true)
            try spool.remove(id)
            #expect(try spool.names(besides: id) == [])
        }
    }

    @Test func removingAnAbsentJobIsFine() throws {
        try withSpool { spool in
            try spool.remove(newID())
        }
    }

    @Test func removingLeavesTheOtherJobsOfTheShard() throws {
        try withSpool { spool in
            let (one, other) = (JobID(high: 1, low: 0xC7), JobID(high: 2, low: 0xC7))
            try spool.keep(one)
            try spool.keep(other)
            try spool.remove(one)
            #expect(try spool.names(besides: one) == ["\(other)"])
        }
    }

    @Test func removingNeverFollowsALink() throws {
        try withSpool { spool in
            let (id, other) = (newID(), newID())
            try spool.keep(id)
            try spool.keep(other)
            for (name, target) in [
                ("folder", spool.folder(of: other)), ("file", "\(spool.folder(of: other))/input.png"),
            ] {
                try FileManager.default.createSymbolicLink(
                    atPath: "\(spool.folder(of: id))/\(name)", withDestinationPath: target)
            }
            try spool.remove(id)
            #expect(try spool.names(in: other) == ["input.png"])
        }
    }

    @Test func aLinkInPlaceOfAJobsFolderIsNotRemovedThrough() throws {
        try withSpool { spool in
            let (id, other) = (newID(), newID())
            try spool.keep(other)
            try FileManager.default.createSymbolicLink(
                atPath: spool.folder(of: id), withDestinationPath: spool.folder(of: other))
            #expect(spoolError { try spool.remove(id) } != nil)
            #expect(try spool.names(in: other) == ["input.png"])
        }
    }

    @Test func removingStopsAtFoldersThatAreTooDeep() throws {
        try withSpool { spool in
            let id = newID()
            let deep = spool.folder(of: id) + String(repeating: "/d", count: 20)
            try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
            #expect(spoolError { try spool.remove(id) }?.errorNumber == ELOOP)
        }
    }
}
