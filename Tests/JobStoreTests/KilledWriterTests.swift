import Foundation
import Jobs
import TestSupport
import Testing

@testable import JobStore

/// Another process commits and says so; it is killed in the middle, again and again, on one store.
@Suite struct KilledWriterTests {
    @Test func whatAKilledWriterAcknowledgedIsThere() throws {
        try withStorePath { path in
            let reader = try preparedReader(path)
            var acknowledged: Set<String> = []
            for _ in 0..<8 {
                acknowledged.formUnion(try linesOfKilledWriter(path, after: Int.random(in: 1...400)))
                try check(acknowledged, reader)
                try checkWholeBatches(try StoreWriter(path: path))
            }
            #expect(acknowledged.count > 8)
        }
    }

    private func preparedReader(_ path: String) throws -> StoreReader {
        _ = try StoreWriter(path: path)
        return try StoreReader(path: path)
    }

    /// Runs a writer, kills it once it has said at least `count` lines, and returns all whole lines it said.
    private func linesOfKilledWriter(_ path: String, after count: Int) throws -> [String] {
        let process = Process()
        let output = Pipe()
        process.executableURL = try #require(Bundle.main.executableURL).deletingLastPathComponent()
            .appending(path: "StoreWriterProcess")
        process.arguments = [path]
        process.standardOutput = output
        try process.run()
        defer {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        var said = Data()
        while said.count(where: { $0 == UInt8(ascii: "\n") }) < count {
            let more = output.fileHandleForReading.availableData
            try #require(!more.isEmpty, "the writer ended by itself")
            said += more
        }
        kill(process.processIdentifier, SIGKILL)
        said += try output.fileHandleForReading.readToEnd() ?? Data()
        return String(decoding: said, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map(String.init)
    }

    private func check(_ lines: Set<String>, _ reader: StoreReader) throws {
        for line in lines {
            let words = line.split(separator: " ")
            let id = try #require(JobID(words[1]))
            let job = try #require(try reader.job(id, of: nil), "acknowledged and lost: \(line)")
            guard words[0] == "completed" else { continue }
            #expect(job.state == .completed && job.result != nil)
            #expect(try reader.attempts(of: id).count == 1)
        }
    }

    /// A killed commit is there as a whole or not at all, and nothing is damaged.
    private func checkWholeBatches(_ writer: StoreWriter) throws {
        #expect(try writer.texts("PRAGMA integrity_check") == ["ok"])
        let counts = try writer.integers("SELECT count(*) FROM jobs GROUP BY state")
        #expect(counts.allSatisfy { $0 % 16 == 0 })
    }
}
