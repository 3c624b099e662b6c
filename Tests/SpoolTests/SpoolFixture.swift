import Foundation
import Jobs
import Spool
import TestSupport
import Testing

/// A prepared spool in a temporary folder, below `parent`.
func withSpool(
    in parent: String = FileManager.default.temporaryDirectory.path, _ body: (Spool) throws -> Void
) throws {
    try withTemporaryFolder(in: parent) { folder in
        let spool = Spool(folder: "\(folder)/spool")
        try spool.prepare()
        try body(spool)
    }
}

func newID() -> JobID {
    var generator = SystemRandomNumberGenerator()
    return JobID(at: Timestamp(milliseconds: 1_790_000_000_000), using: &generator)
}

func randomBytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
}

extension IncomingInput {
    func append(_ bytes: [UInt8]) throws {
        try unsafe bytes.withUnsafeBytes { buffer in try unsafe append(buffer) }
    }
}

extension Spool {
    /// The names in the folder of `id`, hidden ones too.
    func names(in id: JobID) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder(of: id)).sorted()
    }

    /// The names in the shard of `id`.
    func names(besides id: JobID) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(id.shard)").sorted()
    }

    func contents(of name: String, in id: JobID) -> [UInt8]? {
        FileManager.default.contents(atPath: "\(folder(of: id))/\(name)").map { Array($0) }
    }

    /// A job with a finished input.
    func keep(_ id: JobID, _ bytes: [UInt8] = [1, 2, 3]) throws {
        let input = try receive(id)
        try input.append(bytes)
        try input.keep(as: .png)
    }
}

/// The error that `body` throws; nil when it throws none. Any other kind of error is recorded.
func spoolError(_ body: () throws -> Void) -> SpoolError? {
    do {
        try body()
        return nil
    } catch let error as SpoolError {
        return error
    } catch {
        Issue.record(error)
        return nil
    }
}
