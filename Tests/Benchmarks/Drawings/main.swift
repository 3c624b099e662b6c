import Foundation
import ImageText
import Jobs

// Measures the drawing of one image in characters, the whole job in one process, so many times:
//     platen-bench-drawings <image> <style> <times>
// Prints one line of JSON, milliseconds of processor time and of the clock for each.

/// Files of a folder, as the spool writes them but for their way to the disk.
struct PlainFiles: ResultSink {
    let folder: String

    func write(_ name: String, _ bytes: UnsafeRawBufferPointer) throws(Problem) -> ResultFile {
        guard unsafe FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: Data(bytes)) else {
            throw Problem(.machineTrouble, "not written")
        }
        return ResultFile(name: name, bytes: Int64(bytes.count))
    }
}

/// Nobody looks.
struct NoMonitor: JobMonitor {
    let isGivenUp = false

    func update(_ stage: Stage, progress: Double) {}
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let style = CharacterStyle(rawValue: arguments[2]), let times = Int(arguments[3])
else {
    FileHandle.standardError.write(Data("usage: platen-bench-drawings IMAGE STYLE TIMES\n".utf8))
    exit(64)
}
let folder = NSTemporaryDirectory() + "platen-bench-\(getpid())"
try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
defer { try? FileManager.default.removeItem(atPath: folder) }
let assignment = Assignment(
    id: JobID(high: 1, low: 2), attempt: 1, kind: .ascii, options: JobOptions(width: 100, style: style),
    image: nil)
let job = JobRun(
    assignment: assignment, inputPath: arguments[1],
    limits: ImageLimits(maximumPixels: 1 << 27, maximumDecoderBytes: 1 << 29),
    results: PlainFiles(folder: folder), monitor: NoMonitor())
let work = try WorkTable(recogniser: nil).work(for: .ascii)
let (clock, begun) = (ContinuousClock(), processorSeconds())
let elapsed = try clock.measure { for _ in 0..<times { _ = try work.run(job) } }
let (real, computed) = (elapsed / .milliseconds(1), (processorSeconds() - begun) * 1000)
print("{\"ms\": \(real / Double(times)), \"cpu_ms\": \(computed / Double(times))}")

/// Processor time of this process, in seconds.
func processorSeconds() -> Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
