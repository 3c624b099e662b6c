import Glibc
import Jobs

/// `text`: counts what is in the text that was sent, or that an image shows, and with both looks where the one stands in
/// the other. Leaves of an image what `ocr` leaves, and with a text `places.json`.
struct StatisticsWork: Work {
    let recogniser: TextRecogniser

    func run(_ job: JobRun) throws(Problem) -> JobResult {
        let sent = try job.textPath.map { path throws(Problem) in try Self.contents(of: path) }
        guard job.assignment.image != nil else {
            return JobResult(value: StatisticsDocument(TextStatistics(sent ?? ""), nil).text)
        }
        let work = TextWork(recogniser: recogniser)
        let read = try work.read(job)
        var files = try work.write(read, job)
        let places = sent.map { TextPlaces(of: $0, on: read.best) }
        if let places { files.append(try job.results.write("places.json", places.document)) }
        let counted = sent ?? String(decoding: read.best.text, as: UTF8.self)
        return JobResult(value: StatisticsDocument(TextStatistics(counted), places).text, files: files)
    }

    private static func contents(of path: String) throws(Problem) -> String {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { throw unreadable(errno) }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: InputText.maximumBytes)
        var count = 0
        while count < bytes.count {
            let added = unsafe bytes.withUnsafeMutableBytes { buffer in
                unsafe Glibc.read(file, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            guard added >= 0 else { throw unreadable(errno) }
            guard added > 0 else { break }
            count += added
        }
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    private static func unreadable(_ number: Int32) -> Problem {
        Problem(
            number == ENOENT ? .inputMissing : .machineTrouble,
            "The text could not be read from the disk. Send it again.", privateDetail: "errno \(number)")
    }
}
