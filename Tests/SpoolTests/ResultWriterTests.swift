import Foundation
import Jobs
import Spool
import Testing

@Suite struct ResultWriterTests {
    @Test func aResultLiesBesideTheInputAndIsDescribed() throws {
        try withSpool { spool in
            let (id, bytes) = (newID(), randomBytes(100_000))
            try spool.keep(id)
            let writer = spool.resultWriter(for: id, attempt: 1)
            let file = try writer.write("text.txt", bytes)
            try writer.finish()
            #expect(file == ResultFile(name: "text.txt", bytes: 100_000))
            #expect(try spool.names(in: id) == ["input.png", "text.txt"])
            #expect(spool.contents(of: "text.txt", in: id) == bytes)
        }
    }

    @Test func anEmptyResultIsAFile() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id)
            #expect(try spool.resultWriter(for: id, attempt: 1).write("text.txt", []).bytes == 0)
            #expect(spool.contents(of: "text.txt", in: id) == [])
        }
    }

    @Test func aLaterAttemptReplacesTheResultOfAnEarlierOne() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id)
            _ = try spool.resultWriter(for: id, attempt: 1).write("text.txt", [1, 2, 3])
            _ = try spool.resultWriter(for: id, attempt: 2).write("text.txt", [4])
            #expect(spool.contents(of: "text.txt", in: id) == [4])
            #expect(try spool.names(in: id) == ["input.png", "text.txt"])
        }
    }

    @Test func whatAKilledAttemptLeftDoesNotStandInTheWay() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id)
            try Data([9, 9, 9]).write(to: URL(filePath: "\(spool.folder(of: id))/.1-text.txt"))
            _ = try spool.resultWriter(for: id, attempt: 1).write("text.txt", [1])
            #expect(spool.contents(of: "text.txt", in: id) == [1])
            #expect(try spool.names(in: id) == ["input.png", "text.txt"])
        }
    }

    @Test func whatEarlierKilledAttemptsLeftUnfinishedGoes() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id)
            for attempt in 1...2 {
                try Data([9]).write(to: URL(filePath: "\(spool.folder(of: id))/.\(attempt)-text.txt"))
            }
            _ = try spool.resultWriter(for: id, attempt: 3).write("text.txt", [1])
            #expect(try spool.names(in: id) == ["input.png", "text.txt"])
        }
    }

    @Test func aLinkUnderTheUnfinishedNameIsNotWrittenThrough() throws {
        try withSpool { spool in
            let (id, other) = (newID(), newID())
            try spool.keep(id)
            try spool.keep(other, [7])
            try FileManager.default.createSymbolicLink(
                atPath: "\(spool.folder(of: id))/.1-text.txt",
                withDestinationPath: spool.path(of: "input.png", in: other))
            _ = try spool.resultWriter(for: id, attempt: 1).write("text.txt", [1])
            #expect(spool.contents(of: "input.png", in: other) == [7])
            #expect(spool.contents(of: "text.txt", in: id) == [1])
        }
    }

    @Test func writingForAJobThatWasRemovedThrows() throws {
        try withSpool { spool in
            let writer = spool.resultWriter(for: newID(), attempt: 1)
            #expect(spoolError { _ = try writer.write("text.txt", [1]) }?.errorNumber == ENOENT)
            #expect(spoolError { try writer.finish() }?.errorNumber == ENOENT)
        }
    }

    @Test func aNameThatIsTakenByAFolderThrowsAndLeavesNothingUnfinished() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id)
            try FileManager.default.createDirectory(
                atPath: spool.path(of: "text.txt", in: id), withIntermediateDirectories: false)
            let writer = spool.resultWriter(for: id, attempt: 1)
            #expect(spoolError { _ = try writer.write("text.txt", [1]) }?.errorNumber == EISDIR)
            #expect(try spool.names(in: id) == ["input.png", "text.txt"])
        }
    }

    @Test func aBadNameStopsTheProcess() async {
        await #expect(processExitsWith: .failure) {
            let writer = Spool(folder: "/tmp").resultWriter(for: JobID(high: 1, low: 2), attempt: 1)
            _ = try writer.write(".hidden", [])
        }
    }
}
