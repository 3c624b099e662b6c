import Foundation
import Jobs
import TestSupport
import Testing

@testable import ImageText

/// A job over one file in a folder of its own, and what it left there.
struct Fixture {
    let folder: String
    let monitor = RecordingMonitor()
    var limits = ImageLimits(maximumPixels: 10_000_000, maximumDecoderBytes: 100_000_000)

    init(folder: String, image: [UInt8]) throws {
        self.folder = folder
        try Data(image).write(to: URL(filePath: inputPath))
    }

    /// The format does not matter here: what is read is found by its first bytes.
    var inputPath: String { "\(folder)/input" }

    func job(_ kind: JobKind, options: JobOptions = JobOptions()) -> JobRun {
        let id = JobID(high: 1, low: 2)
        let assignment = Assignment(id: id, attempt: 1, kind: kind, options: options, image: nil)
        return JobRun(
            assignment: assignment, inputPath: inputPath, limits: limits,
            results: FolderSink(folder: folder), monitor: monitor)
    }

    func run(_ work: some Work, kind: JobKind, options: JobOptions = JobOptions()) throws -> JobResult {
        try work.run(job(kind, options: options))
    }

    /// A result file.
    func result(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
    }

    /// Runs `body` with the fixture of `image`.
    static func with<Result>(_ image: [UInt8], _ body: (inout Fixture) throws -> Result) throws -> Result {
        try withTemporaryFolder { folder in
            var fixture = try Fixture(folder: folder, image: image)
            return try body(&fixture)
        }
    }
}

extension TextRecogniser {
    /// Once in a process, before anything is read.
    private static let usesQuickLayers = QuickLayers.use()

    /// One that reads as processors do.
    static func asInProcessors(_ models: LanguageModels = LanguageModels()) throws -> TextRecogniser {
        _ = usesQuickLayers
        return try TextRecogniser(models)
    }
}

/// Writes plain files.
struct FolderSink: ResultSink {
    let folder: String

    func write(_ name: String, _ bytes: UnsafeRawBufferPointer) throws(Problem) -> ResultFile {
        let isWritten = unsafe FileManager.default.createFile(
            atPath: "\(folder)/\(name)", contents: Data(bytes))
        guard isWritten else { throw Problem(.machineTrouble, "not written") }
        return ResultFile(name: name, bytes: Int64(bytes.count))
    }
}

/// Remembers what it was told.
final class RecordingMonitor: JobMonitor {
    private(set) var stages: [Stage] = []
    private(set) var progress: [Double] = []
    var isGivenUp = false

    func update(_ stage: Stage, progress: Double) {
        stages.append(stage)
        self.progress.append(progress)
    }
}
