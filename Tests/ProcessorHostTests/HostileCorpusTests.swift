import Foundation
import Glibc
import Jobs
import Spool
import TestSupport
import Testing

@testable import ProcessorHost

/// Every hostile file of a corpus outside the project, each in a real processor under its limits. Skipped where the
/// corpus is not there.
@Suite(.enabled(if: Corpus.isThere)) struct HostileCorpusTests {
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
            for file in try Corpus.files("hostile/") {
                for kind in [JobKind.ascii, .mirror, .size, .ocr] { try check(file, kind, forkserver, spool) }
            }
        }
    }

    private func check(
        _ file: Corpus.File, _ kind: JobKind, _ forkserver: TestForkserver, _ spool: Spool
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
