import Foundation
import Jobs
import Spool
import Testing

@Suite struct IncomingInputTests {
    @Test(arguments: [(ImageFormat.png, "input.png"), (.jpeg, "input.jpg")])
    func keepingGivesTheWholeInputItsFinalName(format: ImageFormat, name: String) throws {
        try withSpool { spool in
            let (id, bytes) = (newID(), randomBytes(300_000))
            let input = try spool.receive(id)
            try input.append([UInt8](bytes[..<1]))
            try input.append([])
            try input.append([UInt8](bytes[1...]))
            #expect(input.bytes == 300_000)
            try input.keep(as: format)
            #expect(try spool.names(in: id) == [name])
            #expect(spool.contents(of: name, in: id) == bytes)
        }
    }

    /// The later of two goes past the page cache, in blocks; the file system of /dev/shm may refuse that.
    @Test(
        arguments: [0, 1, 4095, 4096, 4097, 131_071, 131_072, 131_073, 300_000], ["/tmp", "/dev/shm"])
    func anInputOfAnyLengthIsKeptWholeBesideAnother(length: Int, parent: String) throws {
        try withSpool(in: parent) { spool in
            let other = try spool.receive(newID())
            defer { other.discard() }
            let (id, bytes) = (newID(), randomBytes(length))
            let input = try spool.receive(id)
            for start in stride(from: 0, to: length, by: 70_000) {
                try input.append([UInt8](bytes[start..<min(start + 70_000, length)]))
            }
            try input.keep(as: .png)
            #expect(spool.contents(of: "input.png", in: id) == bytes)
        }
    }

    @Test func aTextIsKeptAloneOrBesideAnImage() throws {
        try withSpool { spool in
            for format in [nil, ImageFormat.png] {
                let id = newID()
                let input = try spool.receive(id)
                if format != nil { try input.append([1, 2]) }
                try input.add(text: Array("text".utf8))
                try input.keep(as: format)
                #expect(try spool.names(in: id) == (format == nil ? [] : ["input.png"]) + ["input.txt"])
                #expect(spool.contents(of: "input.txt", in: id) == Array("text".utf8))
            }
        }
    }

    @Test func anInputHasOnlyItsUnfinishedNameUntilItIsKept() throws {
        try withSpool { spool in
            let id = newID()
            let input = try spool.receive(id)
            try input.append([1])
            #expect(try spool.names(in: id) == [".input.part"])
            input.discard()
        }
    }

    @Test func discardingLeavesNothing() throws {
        try withSpool { spool in
            let id = newID()
            let input = try spool.receive(id)
            try input.append(randomBytes(10_000))
            input.discard()
            input.discard()
            #expect(try spool.names(besides: id) == [])
        }
    }

    @Test func discardingAfterKeepingChangesNothing() throws {
        try withSpool { spool in
            let id = newID()
            let input = try spool.receive(id)
            try input.keep(as: .png)
            input.discard()
            #expect(try spool.names(in: id) == ["input.png"])
        }
    }

    @Test func receivingAJobThatIsThereThrowsAndLeavesItAsItWas() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id, [1, 2, 3])
            #expect(spoolError { _ = try spool.receive(id) }?.code == .exists)
            #expect(spool.contents(of: "input.png", in: id) == [1, 2, 3])
        }
    }

    @Test func receivingWithoutTheShardThrows() throws {
        let spool = Spool(folder: "/nonexistent-platen-spool")
        #expect(spoolError { _ = try spool.receive(newID()) }?.errorNumber == ENOENT)
    }

    @Test func aJobThatWasDiscardedMayBeReceivedAgain() throws {
        try withSpool { spool in
            let id = newID()
            try spool.receive(id).discard()
            try spool.keep(id)
            #expect(try spool.names(in: id) == ["input.png"])
        }
    }

    @Test func othersMayNotReadWhatIsReceived() throws {
        try withSpool { spool in
            let id = newID()
            try spool.keep(id)
            #expect(try permissions(spool.folder(of: id)) & 0o707 == 0o700)
            #expect(try permissions(spool.path(of: "input.png", in: id)) & 0o717 == 0o600)
        }
    }

    @Test func inputsReceivedAtOnceDoNotMeet() throws {
        try withSpool { spool in
            let inputs = (0..<64).map { _ in (id: newID(), bytes: randomBytes(20_000)) }
            let failures = concurrently(inputs.count) { index in
                let input = try spool.receive(inputs[index].id)
                for start in stride(from: 0, to: 20_000, by: 1000) {
                    try input.append([UInt8](inputs[index].bytes[start..<start + 1000]))
                }
                try input.keep(as: .jpeg)
            }
            #expect(failures == [])
            for (id, bytes) in inputs { #expect(spool.contents(of: "input.jpg", in: id) == bytes) }
        }
    }

    @Test func ofManyThatReceiveOneIDAtOnceOneSucceeds() throws {
        try withSpool { spool in
            let id = newID()
            let failures = concurrently(16) { index in
                let input = try spool.receive(id)
                try input.append([UInt8(index)])
                try input.keep(as: .png)
            }
            #expect(failures.count == 15)
            #expect(failures.allSatisfy { $0.code == .exists })
            #expect(spool.contents(of: "input.png", in: id)?.count == 1)
        }
    }

    private func permissions(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return try #require(attributes[.posixPermissions] as? NSNumber).intValue
    }

    /// Runs `body` for 0..<count on several threads; returns what it threw.
    private func concurrently(_ count: Int, _ body: @Sendable (Int) throws -> Void) -> [SpoolError] {
        let lock = NSLock()
        nonisolated(unsafe) var failures: [SpoolError] = []
        DispatchQueue.concurrentPerform(iterations: count) { index in
            do {
                try body(index)
            } catch let error as SpoolError {
                lock.withLock { unsafe failures.append(error) }
            } catch {
                Issue.record(error)
            }
        }
        return unsafe failures
    }
}
