import CImageCodecs
import Glibc
import Jobs

/// `size`: bytes, dimensions and format by the header alone where the format allows; of several pages those of the
/// first, a PDF's as they are drawn. Leaves no file.
struct SizeWork: Work {
    func run(_ job: JobRun) throws(Problem) -> JobResult {
        job.monitor.update(.decoding, progress: 0)
        let facts = try Self.facts(of: job)
        let bytes = try Self.bytes(of: job.inputPath)
        return JobResult(value: Self.document(of: facts, bytes: bytes))
    }

    private struct Facts {
        let format: ImageFormat
        let width: Int
        let height: Int
        /// Nil for formats of one page.
        var pages: Int?
    }

    private static func facts(of job: JobRun) throws(Problem) -> Facts {
        let file = PageFile(path: job.inputPath, limits: job.limits)
        guard let format = try file.format(), format != .png, format != .jpeg else {
            return try codecFacts(of: job)
        }
        let source = try file.open()
        let size = try source.size(of: 0)
        return Facts(
            format: format, width: size.width, height: size.height,
            pages: format.hasPages ? source.count : nil)
    }

    private static func codecFacts(of job: JobRun) throws(Problem) -> Facts {
        // Nothing of the image's size is allocated, so its pixels need no limit.
        let limits = ImageLimits(maximumPixels: .max, maximumDecoderBytes: job.limits.maximumDecoderBytes)
        let header = try ImageReader(path: job.inputPath, limits: limits).header
        return Facts(
            format: header.format == PLATEN_IMAGE_PNG ? .png : .jpeg, width: Int(header.width),
            height: Int(header.height))
    }

    private static func bytes(of path: String) throws(Problem) -> Int {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else {
            throw Problem(
                .machineTrouble, "The image could not be read from the disk. Send it again.",
                privateDetail: "stat: errno \(errno)")
        }
        return Int(facts.st_size)
    }

    private static func document(of facts: Facts, bytes: Int) -> String {
        var json = JSONText()
        json.object { json in
            json.name("bytes")
            json.number(bytes)
            json.name("kb")
            json.string("\((bytes + 512) / 1024)kb")
            json.name("width")
            json.number(facts.width)
            json.name("height")
            json.number(facts.height)
            json.name("format")
            json.string(facts.format.rawValue)
            guard let pages = facts.pages else { return }
            json.name("pages")
            json.number(pages)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
