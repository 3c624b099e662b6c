import CTesseract
import Glibc
import Jobs

/// Work on a picture, for files of any format: what is neither PNG nor JPEG is made a PNG of its first page before.
struct PictureWork: Work {
    let work: any Work

    /// Where that PNG is, beside the input. What an attempt that dies leaves of it goes with the rest.
    private static func picturePath(_ job: JobRun) -> String {
        let folder = job.inputPath.prefix(
            through: job.inputPath.lastIndex(of: "/") ?? job.inputPath.startIndex)
        return "\(folder).picture-\(job.assignment.attempt).png"
    }

    func run(_ job: JobRun) throws(Problem) -> JobResult {
        let file = PageFile(path: job.inputPath, limits: job.limits)
        switch try file.format() {
        case .png, .jpeg, nil: return try work.run(job)
        default: break
        }
        job.monitor.update(.decoding, progress: 0)
        let path = Self.picturePath(job)
        defer { unsafe unlink(path) }
        try Self.write(try file.open().picture(0), to: path)
        return try work.run(job.over(path))
    }

    private static func write(_ page: consuming PageImage, to path: String) throws(Problem) {
        guard unsafe pixWrite(path, page.pix, Int32(IFF_PNG)) == 0 else {
            throw Problem(
                .machineTrouble, "The page could not be written to the disk. Send the file again.",
                privateDetail: "errno \(errno)")
        }
    }
}
