import CImageCodecs
import Jobs

/// `mirror`: flips the image left to right. Leaves `mirror.png` or `mirror.jpg`, of the same format.
struct MirrorWork: Work {
    func run(_ job: JobRun) throws(Problem) -> JobResult {
        job.monitor.update(.decoding, progress: 0)
        var flipped = unsafe platen_image_bytes()
        defer { unsafe platen_image_release(&flipped) }
        try unsafe Self.flip(job.inputPath, job.limits, &flipped)
        job.monitor.update(.writing, progress: 0.9)
        let bytes = unsafe UnsafeRawBufferPointer(start: flipped.bytes, count: flipped.count)
        guard let format = unsafe ImageFormat(magicOf: bytes) else {
            throw Problem(.machineTrouble, "The flipped image is none.")
        }
        return JobResult(files: [try unsafe job.results.write("mirror.\(format.fileExtension)", bytes)])
    }

    private static func flip(
        _ path: String, _ limits: ImageLimits, _ result: inout platen_image_bytes
    ) throws(Problem) {
        let bounds = platen_image_limits(
            pixels: UInt64(clamping: limits.maximumPixels),
            bytes: UInt64(clamping: limits.maximumDecoderBytes))
        var failure = platen_image_failure()
        var isLossless = false
        guard unsafe platen_image_mirror(path, bounds, &result, &isLossless, &failure) else {
            throw Problem(failure, limits: limits)
        }
    }
}
