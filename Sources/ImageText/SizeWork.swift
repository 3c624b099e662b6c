import CImageCodecs
import Glibc
import Jobs

/// `size`: bytes, dimensions and format by the header alone. Leaves no file.
struct SizeWork: Work {
    func run(_ job: JobRun) throws(Problem) -> JobResult {
        job.monitor.update(.decoding, progress: 0)
        // Nothing of the image's size is allocated, so its pixels need no limit.
        let limits = ImageLimits(maximumPixels: .max, maximumDecoderBytes: job.limits.maximumDecoderBytes)
        let header = try ImageReader(path: job.inputPath, limits: limits).header
        let bytes = try Self.bytes(of: job.inputPath)
        return JobResult(value: Self.document(of: header, bytes: bytes))
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

    private static func document(of header: platen_image_header, bytes: Int) -> String {
        let format: ImageFormat = header.format == PLATEN_IMAGE_PNG ? .png : .jpeg
        var json = JSONText()
        json.object { json in
            json.name("bytes")
            json.number(bytes)
            json.name("kb")
            json.string("\((bytes + 512) / 1024)kb")
            json.name("width")
            json.number(Int(header.width))
            json.name("height")
            json.number(Int(header.height))
            json.name("format")
            json.string(format.rawValue)
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}
