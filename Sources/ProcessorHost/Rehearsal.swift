import CPlatform
import Glibc
import ImageText
import Jobs
import Spool

/// Does in the forkserver, once, what processors do for a job: what the first time costs (types that the Swift runtime
/// makes, pages that are read, tables that libraries fill) is then paid before the fork, and shared by all processors.
struct Rehearsal {
    let work: WorkTable
    let equipment: Equipment

    private static let job = JobID(high: 0x0190_0000_0000_7000, low: 0x8000_0000_0000_0000)

    /// Nobody looks.
    private struct Monitor: JobMonitor {
        let isGivenUp = false

        func update(_ stage: Stage, progress: Double) {}
    }

    /// Rehearses in a folder of its own inside the spool, which what a killed rehearsal left does not disturb. What goes
    /// wrong is logged, and costs nothing but time later.
    func perform(spoolFolder: String) {
        let folder = "\(spoolFolder)/.rehearsal-\(equipment)"
        let shard = "\(folder)/\(Self.job.shard)"
        for path in [folder, shard] {
            guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
                return Log.write("no folder to rehearse in: errno \(errno)")
            }
        }
        for (format, bytes) in [(ImageFormat.png, Self.png), (.jpeg, Self.jpeg)] {
            rehearse(format, bytes, Spool(folder: folder))
        }
        for path in [shard, folder] { unsafe rmdir(path) }
    }

    private func rehearse(_ format: ImageFormat, _ bytes: [UInt8], _ spool: Spool) {
        let image = InputImage(format: format, bytes: Int64(bytes.count), width: 8, height: 8)
        do {
            try spool.remove(Self.job)
            let input = try spool.receive(Self.job)
            try Self.append(bytes, to: input)
            try input.keep(as: format)
            for kind in JobKind.allCases where kind.takesImage && equipment.serves(kind) {
                try rehearse(kind, image, spool)
            }
            try spool.remove(Self.job)
        } catch {
            Log.write("the rehearsal broke off: \(error)")
        }
    }

    private static func append(_ bytes: [UInt8], to input: IncomingInput) throws(SpoolError) {
        let outcome = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(SpoolError) in try unsafe input.append(buffer) }
        }
        try outcome.get()
    }

    /// As `Processor` serves an assignment.
    private func rehearse(_ kind: JobKind, _ image: InputImage, _ spool: Spool) throws {
        let sent = Assignment(
            id: Self.job, attempt: 1, kind: kind, options: JobOptions(width: 8), image: image)
        let assignment = try Assignment(wireBytes: sent.wireBytes)
        let results = SpoolSink(spool.resultWriter(for: assignment.id, attempt: assignment.attempt))
        let result = try work.work(for: kind).run(
            JobRun(
                assignment: assignment, inputPath: spool.path(of: image.fileName, in: assignment.id),
                limits: ImageLimits(maximumPixels: 1 << 20, maximumDecoderBytes: 64 << 20), results: results,
                monitor: Monitor()))
        _ = Report(.completed(result), ProcessCost.ofThisProcess(), nil, privateDetail: nil).wireBytes
    }
}
