import Foundation
import Glibc
import Jobs
import Testing

@testable import Spool

@Suite struct ReadingTests {
    @Test func `a finished file is there, its bytes are read`() throws {
        try withSpool { spool in
            let (id, bytes) = (newID(), randomBytes(100_000))
            try spool.keep(id)
            _ = try spool.resultWriter(for: id, attempt: 1).write("text.txt", bytes)
            #expect(try spool.contents(of: "text.txt", in: id, maximumBytes: 100_000) == bytes)
            #expect(try spool.contents(of: "text.txt", in: id, maximumBytes: 99_999) == nil)
        }
    }

    @Test func `the file or the job is not there, nothing is read`() throws {
        try withSpool { spool in
            let id = newID()
            #expect(try spool.contents(of: "text.txt", in: id, maximumBytes: 10) == nil)
            try spool.keep(id)
            #expect(try spool.contents(of: "text.txt", in: id, maximumBytes: 10) == nil)
        }
    }

    @Test func `something else bears the name, nothing is read and nobody waits`() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id)
            let folder = spool.folder(of: id)
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/link.txt", withDestinationPath: "input.png")
            #expect(unsafe mkfifo("\(folder)/pipe.txt", 0o600) == 0)
            try FileManager.default.createDirectory(
                atPath: "\(folder)/folder.txt", withIntermediateDirectories: false)
            for name in ["link.txt", "pipe.txt", "folder.txt"] {
                #expect(try spool.contents(of: name, in: id, maximumBytes: 1 << 20) == nil)
            }
        }
    }
}
