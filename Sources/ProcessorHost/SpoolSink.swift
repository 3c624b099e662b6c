import ImageText
import Jobs
import Spool

/// Result files in the job's folder of the spool.
struct SpoolSink: ResultSink {
    private let writer: ResultWriter

    init(_ writer: ResultWriter) {
        self.writer = writer
    }

    func write(_ name: String, _ bytes: UnsafeRawBufferPointer) throws(Problem) -> ResultFile {
        do throws(SpoolError) {
            return try unsafe writer.write(name, bytes)
        } catch {
            throw Self.problem(error)
        }
    }

    /// Makes the names of all files durable.
    /// - Throws: `Problem` with `.machineTrouble`.
    func finish() throws(Problem) {
        do throws(SpoolError) {
            try writer.finish()
        } catch {
            throw Self.problem(error)
        }
    }

    private static func problem(_ error: SpoolError) -> Problem {
        let detail =
            error.code == .full
            ? "There is no room on the disk for the result. Make room and send the image again."
            : "The result could not be written to the disk. Send the image again."
        return Problem(.machineTrouble, detail, privateDetail: "\(error)")
    }
}
