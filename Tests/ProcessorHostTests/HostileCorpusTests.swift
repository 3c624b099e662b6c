import Foundation
import Glibc
import Jobs
import Spool
import TestSupport
import Testing

@testable import ProcessorHost

/// Every hostile file of a corpus outside the project, each in a real processor under its limits. Skipped where the
/// corpus is not there; `PLATEN_TEST_CORPUS` names another place than `../shared/corpus`.
@Suite(.enabled(if: HostileCorpus.isThere)) struct HostileCorpusTests {
    @Test(.timeLimit(.minutes(20))) func `no file does more than fail its own job`() throws {
        try withTemporaryFolder { folder in
            let spool = Spool(folder: "\(folder)/spool")
            try spool.prepare()
            var limits = ServiceSettings.Limits()
            limits.processorCPUSeconds = 20
            limits.processorCPUSecondsPerMegapixel = 5
            let forkserver = try TestForkserver()
            try forkserver.send(.configure(ProcessorSettings(spoolFolder: spool.folder, limits: limits)))
            _ = try forkserver.waitUntilReady()
            for file in try HostileCorpus.files() {
                for kind in [JobKind.ascii, .mirror, .size, .ocr] { try check(file, kind, forkserver, spool) }
            }
        }
    }

    private func check(
        _ file: HostileCorpus.File, _ kind: JobKind, _ forkserver: TestForkserver, _ spool: Spool
    ) throws {
        let assignment = try file.submit(kind, to: spool)
        defer { try? FileManager.default.removeItem(atPath: spool.folder(of: assignment.id)) }
        let processor = try forkserver.fork(slot: 0)
        try processor.assign(assignment)
        let report = try processor.report()
        let status = try forkserver.exit(of: processor)
        if report == nil { #expect(status & 0x7F != 0 || status >> 8 != 0, "\(file.path): silent") }
        let isCompleted = if case .completed = report?.outcome { true } else { false }
        if case .failed(.tooManyPixels, _) = report?.outcome {
            let isLong = kind == .ocr && max(file.image.width, file.image.height) > Int(Int16.max)
            #expect(isLong || file.image.pixels > ServiceSettings.Limits().maximumPixels, "\(file.path)")
            return
        }
        switch file.verdict {
        case "ok":
            #expect(isCompleted, "\(file.path) as \(kind): \(String(describing: report?.outcome)) \(status)")
        case "error", "other", "limit":
            if kind != .size { #expect(!isCompleted, "\(file.path) as \(kind) is looser than the library") }
        default: break  // "warn": either is right
        }
    }
}

/// The files and what a plain decode by the libraries says of them.
enum HostileCorpus {
    struct File {
        let path: String
        let verdict: String
        let image: InputImage

        /// Puts the file into the spool as the input of a new job.
        func submit(_ kind: JobKind, to spool: Spool) throws -> Assignment {
            var generator = SystemRandomNumberGenerator()
            let id = JobID(at: Timestamp(milliseconds: 1), using: &generator)
            try FileManager.default.createDirectory(
                atPath: spool.folder(of: id), withIntermediateDirectories: false)
            try FileManager.default.copyItem(atPath: path, toPath: spool.path(of: image.fileName, in: id))
            return Assignment(
                id: id, attempt: 1, kind: kind, options: JobOptions(width: 60), image: image)
        }
    }

    static var folder: String {
        ProcessInfo.processInfo.environment["PLATEN_TEST_CORPUS"] ?? "../shared/corpus"
    }

    static var isThere: Bool { FileManager.default.fileExists(atPath: "\(folder)/index.tsv") }

    /// All files of `hostile/`, by the index.
    static func files() throws -> [File] {
        let index = try String(contentsOfFile: "\(folder)/index.tsv", encoding: .utf8)
        let lines = index.split(separator: "\n").dropFirst()
        let files = lines.compactMap { line -> File? in
            let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard columns.count > 10, columns[0].hasPrefix("hostile/") else { return nil }
            let size = dimensions(columns[10])
            let image = InputImage(
                format: columns[8] == "jpeg" ? .jpeg : .png, bytes: Int64(columns[6]) ?? 0, width: size.0,
                height: size.1)
            return File(path: "\(folder)/\(columns[0])", verdict: String(columns[9]), image: image)
        }
        try #require(files.count > 100)
        return files
    }

    /// What the header declares, from a text such as `32x32 bd1 ct0 il0`.
    private static func dimensions(_ detail: Substring) -> (Int, Int) {
        let numbers = detail.prefix { $0 != " " }.split(separator: "x").prefix(2).map { Int($0) ?? 0 }
        guard numbers.count == 2 else { return (0, 0) }
        return (numbers[0], numbers[1])
    }
}
