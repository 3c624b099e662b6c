import Foundation
import Jobs
import Spool
import TestSupport
import Testing

/// On a file system of one MiB that is really full.
@Suite(.enabled("mounting a file system takes root's rights") { try SmallDisk.isPossible })
struct FullDiskTests {
    @Test func anInputThatDoesNotFitIsFullAndNeverKept() throws {
        try withSmallSpool { spool in
            let id = newID()
            let input = try spool.receive(id)
            #expect(spoolError { try fill(input) }?.code == .full)
            #expect(spoolError { try input.keep(as: .png) }?.code == .full)
            #expect(spoolError { try input.append([1]) }?.code == .full)
            #expect(try spool.names(in: id) == [".input.part"])
            input.discard()
            #expect(try spool.names(besides: id) == [])
        }
    }

    @Test func whatIsDiscardedGivesItsRoomBack() throws {
        try withSmallSpool { spool in
            let input = try spool.receive(newID())
            #expect(spoolError { try fill(input) }?.code == .full)
            input.discard()
            let id = newID()
            let bytes = randomBytes(200_000)
            try spool.keep(id, bytes)
            #expect(spool.contents(of: "input.png", in: id) == bytes)
        }
    }

    @Test func aResultThatDoesNotFitLeavesTheOneBefore() throws {
        try withSmallSpool { spool in
            let id = newID()
            try spool.keep(id)
            _ = try spool.resultWriter(for: id, attempt: 1).write("text.txt", [1])
            let large = [UInt8](repeating: 0, count: 2 << 20)
            let writer = spool.resultWriter(for: id, attempt: 2)
            #expect(spoolError { _ = try writer.write("text.txt", large) }?.code == .full)
            #expect(spool.contents(of: "text.txt", in: id) == [1])
            #expect(try spool.names(in: id) == ["input.png", "text.txt"])
        }
    }

    @Test func receivingWithoutFreeInodesIsFullAndLeavesNothing() throws {
        try withSmallSpool { spool in
            let filler = "\(spool.folder)/filler"
            try FileManager.default.createDirectory(atPath: filler, withIntermediateDirectories: false)
            var count = 0
            while FileManager.default.createFile(atPath: "\(filler)/\(count)", contents: nil) { count += 1 }
            let id = newID()
            #expect(spoolError { _ = try spool.receive(id) }?.code == .full)
            // Room for the folder, not for its file.
            try FileManager.default.removeItem(atPath: "\(filler)/0")
            #expect(spoolError { _ = try spool.receive(id) }?.code == .full)
            #expect(try spool.names(besides: id) == [])
        }
    }

    private func withSmallSpool(_ body: (Spool) throws -> Void) throws {
        try SmallDisk.with(megabytes: 1) { folder in
            let spool = Spool(folder: "\(folder)/spool")
            try spool.prepare()
            try body(spool)
        }
    }

    private func fill(_ input: IncomingInput) throws {
        for _ in 0..<64 { try input.append([UInt8](repeating: 7, count: 64 << 10)) }
    }
}
