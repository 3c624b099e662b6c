import Foundation
import Jobs
import TestSupport
import Testing

@testable import Client

@Suite struct ResultFolderTests {
    private func content(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `a file that is there stays, and nothing is left beside it`() throws {
        try withTemporaryFolder { path in
            try Data("mine".utf8).write(to: URL(filePath: "\(path)/a.txt"))
            let folder = try ResultFolder(path: path, replaces: false)
            let error = #expect(throws: Problem.self) {
                try folder.write("a.txt", Array("new".utf8), replaceable: [])
            }
            #expect(error?.code == .resultExists)
            #expect(try content("\(path)/a.txt") == "mine")
            #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["a.txt"])
        }
    }

    @Test func `a file of the same content is as good as written`() throws {
        try withTemporaryFolder { path in
            try Data("same".utf8).write(to: URL(filePath: "\(path)/a.txt"))
            let folder = try ResultFolder(path: path, replaces: false)
            #expect(try folder.write("a.txt", Array("same".utf8), replaceable: []) == "\(path)/a.txt")
        }
    }

    @Test func `a file is replaced where that is asked for, for all or for its name`() throws {
        try withTemporaryFolder { path in
            try Data("old".utf8).write(to: URL(filePath: "\(path)/a.txt"))
            let careful = try ResultFolder(path: path, replaces: false)
            _ = try careful.write("a.txt", Array("newer".utf8), replaceable: ["a.txt"])
            #expect(try content("\(path)/a.txt") == "newer")
            _ = try ResultFolder(path: path, replaces: true).write(
                "a.txt", Array("newest".utf8), replaceable: [])
            #expect(try content("\(path)/a.txt") == "newest")
        }
    }

    @Test func `what an interruption leaves half written is taken away, and nothing else`() throws {
        try withTemporaryFolder { path in
            for name in [".platen-\(getpid())-x.part", ".platen-1-y.part", "a.txt"] {
                try Data("x".utf8).write(to: URL(filePath: "\(path)/\(name)"))
            }
            try ResultFolder(path: "\(path)//", replaces: false).removeUnfinished()
            let left = try FileManager.default.contentsOfDirectory(atPath: path)
            #expect(left.sorted() == [".platen-1-y.part", "a.txt"])
        }
    }

    @Test func `a folder that cannot be made is said`() {
        let error = #expect(throws: Problem.self) { try ResultFolder(path: "/proc/none", replaces: false) }
        #expect(error?.code == .resultNotWritten)
    }
}
