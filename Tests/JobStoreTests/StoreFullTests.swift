import Foundation
import Jobs
import TestSupport
import Testing

@testable import JobStore

@Suite struct StoreFullTests {
    @Test func aCommitThatDoesNotFitIsRolledBackAndTheWriterGoesOn() throws {
        try withStore { writer, reader in
            let kept = newID()
            var scheduled = submission(kept)
            scheduled.dueAt = noon
            try writer.commit([.submit(scheduled)])
            let pages = try #require(try writer.integers("PRAGMA page_count").first)
            try limitPages(writer, to: pages + 4)
            let refused = try fillUp(writer)
            #expect(try reader.job(kept, of: nil)?.state == .scheduled)
            for id in refused { #expect(try !writer.contains(id)) }

            try writer.commit([.becomeDue(kept)])  // needs no new page: the row gets shorter
            #expect(try reader.job(kept, of: nil)?.state == .pending)
            try limitPages(writer, to: 1_000_000)
            try writer.commit(refused.map { .submit(submission($0)) })
            for id in refused { #expect(try writer.contains(id)) }
            #expect(try writer.texts("PRAGMA integrity_check") == ["ok"])
        }
    }

    @Test(.enabled("mounting a file system takes root's rights") { try SmallDisk.isPossible })
    func aCommitOnAFullDiskIsRolledBackAndTheWriterGoesOn() throws {
        try SmallDisk.with(megabytes: 2) { folder in
            let writer = try StoreWriter(path: "\(folder)/platen.sqlite")
            let reader = try StoreReader(path: "\(folder)/platen.sqlite")
            let kept = newID()
            try writer.commit([.submit(submission(kept))])
            let ballast = "\(folder)/ballast"
            try Data(repeating: 1, count: 512 << 10).write(to: URL(filePath: ballast))
            let refused = try fillUp(writer)
            for id in refused { #expect(try !writer.contains(id)) }
            #expect(try reader.job(kept, of: nil)?.state == .pending)

            try FileManager.default.removeItem(atPath: ballast)
            try writer.commit(refused.map { .submit(submission($0)) })
            for id in refused { #expect(try reader.job(id, of: nil) != nil) }
            #expect(try writer.texts("PRAGMA integrity_check") == ["ok"])
        }
    }

    @Test(.enabled("mounting a file system takes root's rights") { try SmallDisk.isPossible })
    func `Whatever of a start finds no room, the disk is named as full`() throws {
        try SmallDisk.with(megabytes: 2) { folder in
            let path = "\(folder)/platen.sqlite"
            _ = try StoreWriter(path: path)
            let ballast = try takeAllRoom(in: folder)
            var isRefused = true
            for pages in 0..<64 where isRefused {
                try ballast.truncate(atOffset: ballast.seekToEnd() - (pages == 0 ? 0 : 4096))
                let error = storeError { _ = try StoreWriter(path: path) }
                isRefused = error != nil
                #expect(isRefused ? error?.code == .full : pages > 0, "\(pages) pages of room: \(error)")
            }
            #expect(!isRefused)
        }
    }

    /// A file of everything that is free on the folder's disk.
    private func takeAllRoom(in folder: String) throws -> FileHandle {
        let path = "\(folder)/ballast"
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        let file = try #require(FileHandle(forWritingAtPath: path))
        while (try? file.write(contentsOf: Data(repeating: 1, count: 4096))) != nil {}
        return file
    }

    /// Commits batches until one does not fit; returns the ids of that one.
    private func fillUp(_ writer: StoreWriter) throws -> [JobID] {
        for _ in 0..<10_000 {
            let ids = (0..<64).map { _ in newID() }
            if let error = storeError({ try writer.commit(ids.map { .submit(submission($0)) }) }) {
                #expect(error.code == .full)
                return ids
            }
        }
        Issue.record("the store never became full")
        return []
    }

    private func limitPages(_ writer: StoreWriter, to count: Int) throws {
        try writer.execute("PRAGMA max_page_count = \(count)")
    }
}
