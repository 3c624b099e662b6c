import CImageCodecs
import Jobs

/// `mirror`: flips the image left to right. Leaves `mirror.png` or `mirror.jpg`, of the same format.
struct MirrorWork: Work {
    func run(_ job: JobRun) throws(Problem) -> JobResult {
        job.monitor.update(.decoding, progress: 0)
        var mirrored = unsafe platen_mirrored()
        defer { unsafe platen_image_release(&mirrored.file) }
        let method = job.assignment.options.flip ?? .lossless
        try unsafe Self.flip(job.inputPath, job.limits, method.codecMethod, &mirrored)
        job.monitor.update(.writing, progress: 0.9)
        let bytes = unsafe UnsafeRawBufferPointer(start: mirrored.file.bytes, count: mirrored.file.count)
        guard let format = unsafe ImageFormat(magicOf: bytes) else {
            throw Problem(.machineTrouble, "The flipped image is none.")
        }
        let file = try unsafe job.results.write("mirror.\(format.fileExtension)", bytes)
        return JobResult(value: unsafe Self.document(of: mirrored), files: [file])
    }

    private static func flip(
        _ path: String, _ limits: ImageLimits, _ method: platen_mirror_method,
        _ result: inout platen_mirrored
    ) throws(Problem) {
        let bounds = platen_image_limits(
            pixels: UInt64(clamping: limits.maximumPixels),
            bytes: UInt64(clamping: limits.maximumDecoderBytes))
        var failure = platen_image_failure()
        guard unsafe platen_image_mirror(path, bounds, method, &result, &failure) else {
            throw Problem(failure, limits: limits)
        }
    }

    private static func document(of mirrored: platen_mirrored) -> String {
        var json = JSONText()
        json.object { json in
            json.name("lossless")
            json.boolean(unsafe mirrored.is_lossless)
            json.name("flipped")
            json.string(unsafe mirrored.has_flipped_pixels ? "pixels" : "orientation")
        }
        return String(decoding: json.bytes, as: UTF8.self)
    }
}

extension Flip {
    fileprivate var codecMethod: platen_mirror_method {
        switch self {
        case .lossless: PLATEN_MIRROR_LOSSLESS
        case .pixels: PLATEN_MIRROR_PIXELS
        }
    }
}
