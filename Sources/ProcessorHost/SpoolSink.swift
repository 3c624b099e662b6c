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
    /// - Throws: `Problem` with `.machineTrouble` or `.storageFull`.
    func finish() throws(Problem) {
        do throws(SpoolError) {
            try writer.finish()
        } catch {
            throw Self.problem(error)
        }
    }

    private static func problem(_ error: SpoolError) -> Problem {
        guard error.code == .full else {
            return Problem(
                .machineTrouble, "The result could not be written to the disk. Send the image again.",
                privateDetail: "\(error)")
        }
        return Problem(
            .storageFull, "There is no room on the disk for the result. The operator has to free some.",
            privateDetail: "\(error)")
    }
}
