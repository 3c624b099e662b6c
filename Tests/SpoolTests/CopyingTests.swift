import Foundation
import Glibc
import Jobs
import TestSupport
import Testing

@testable import Spool

@Suite struct CopyingTests {
    @Test(arguments: [true, false])
    func `a file is copied by link or not, both spools have it`(byLink: Bool) throws {
        try withSpools { spool, other in
            let id = newID()
            let bytes = randomBytes(3 << 20)
            try spool.keep(id, bytes)
            #expect(try spool.copy("input.png", of: id, to: other, byLink: byLink))
            #expect(other.contents(of: "input.png", in: id) == bytes)
            var status = stat()
            #expect(unsafe stat(other.path(of: "input.png", in: id), &status) == 0)
            #expect(status.st_nlink == (byLink ? 2 : 1))
        }
    }

    @Test func `the spools lie on different file systems, a link becomes a copy`() throws {
        try withSpool { spool in
            try withSpool(in: "/dev/shm") { other in
                let id = newID()
                try spool.keep(id)
                #expect(try spool.copy("input.png", of: id, to: other, byLink: true))
                #expect(other.contents(of: "input.png", in: id) == [1, 2, 3])
            }
        }
    }

    @Test(arguments: [true, false])
    func `a linked file is replaced in its spool, the other keeps what it was`(byLink: Bool) throws {
        try withSpools { spool, other in
            let id = newID()
            try spool.keep(id)
            try spool.add("text.txt", [1], to: id)
            #expect(try spool.copy("text.txt", of: id, to: other, byLink: byLink))
            try spool.add("text.txt", [2], to: id)
            try spool.remove(id)
            #expect(other.contents(of: "text.txt", in: id) == [1])
        }
    }

    @Test func `what is left behind is removed at that moment, a file that is added is there`() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id)
            let bytes = randomBytes(1 << 20)
            for _ in 0..<100 {
                DispatchQueue.concurrentPerform(iterations: 2) { turn in
                    #expect(throws: Never.self) {
                        if turn == 0 {
                            try spool.add("page.pdf", bytes, to: id)
                        } else {
                            _ = try spool.tidy(id, keeping: ["input.png", "page.pdf"]) { remove in
                                remove()
                                return true
                            }
                        }
                    }
                }
                #expect(spool.contents(of: "page.pdf", in: id) == bytes)
            }
        }
    }

    @Test func `there is no such file, no such job, or what is there is no file`() throws {
        try withSpools { spool, other in
            let (id, absent) = (newID(), newID())
            try spool.keep(id)
            #expect(try spool.copy("text.txt", of: id, to: other, byLink: true) == false)
            #expect(try spool.copy("input.png", of: absent, to: other, byLink: false) == false)
            #expect(unsafe symlink("/etc/passwd", spool.path(of: "text.txt", in: id)) == 0)
            #expect(try spool.copy("text.txt", of: id, to: other, byLink: true) == false)
            #expect(other.contents(of: "text.txt", in: id) == nil)
        }
    }

    @Test func `the other spool has the file, it stays as it is`() throws {
        try withSpools { spool, other in
            let id = newID()
            try spool.keep(id)
            try other.keep(id, [9])
            for byLink in [true, false] {
                let error = spoolError { _ = try spool.copy("input.png", of: id, to: other, byLink: byLink) }
                #expect(error?.code == .exists)
            }
            #expect(other.contents(of: "input.png", in: id) == [9])
        }
    }

    @Test func `unfinished files and what is no file are not among the finished ones`() throws {
        try withSpools { spool, _ in
            let id = newID()
            try spool.keep(id)
            try spool.add("text.txt", [1], to: id)
            try Data().write(to: URL(filePath: "\(spool.folder(of: id))/.1-words.json"))
            #expect(unsafe symlink("/etc/passwd", spool.path(of: "link", in: id)) == 0)
            #expect(try spool.finishedFiles(of: id) == ["input.png", "text.txt"])
            #expect(try spool.finishedFiles(of: newID()) == [])
        }
    }

    private func withSpools(_ body: (Spool, Spool) throws -> Void) throws {
        try withSpool { spool in try withSpool { other in try body(spool, other) } }
    }
}
