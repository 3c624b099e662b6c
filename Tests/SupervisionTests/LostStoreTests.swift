import Foundation
import Jobs
import Spool
import TestSupport
import Testing

@testable import Supervision

@Suite struct LostStoreTests {
    /// A spool with the files of a job, which are that many seconds old, and the path of a store.
    private func withSpool(age: Double?, _ body: (Spool, _ store: String) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let spool = Spool(folder: "\(folder)/spool")
            try spool.prepare()
            if let age {
                var generator = SystemRandomNumberGenerator()
                let id = JobID(at: Timestamp(milliseconds: 1_790_000_000_000), using: &generator)
                let job = spool.folder(of: id)
                try FileManager.default.createDirectory(atPath: job, withIntermediateDirectories: true)
                try FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: job)
            }
            try body(spool, "\(folder)/platen.sqlite")
        }
    }

    private func isLost(_ store: String, _ spool: Spool) -> Bool {
        (try? LostStore(storePath: store, spool: spool).check()) == nil
    }

    @Test func `Files of jobs without a store, or with an empty one, are a lost store`() throws {
        try withSpool(age: 3600) { spool, store in
            #expect(isLost(store, spool))
            try Data().write(to: URL(filePath: store))
            #expect(isLost(store, spool))
            try Data([1]).write(to: URL(filePath: store))
            #expect(!isLost(store, spool))
        }
    }

    @Test(arguments: [nil, 1.0])
    func `No files, or those of a request under way, are a first start`(age: Double?) throws {
        try withSpool(age: age) { spool, store in #expect(!isLost(store, spool)) }
    }
}
