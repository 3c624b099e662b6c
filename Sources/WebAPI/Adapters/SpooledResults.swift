import Documents
import Jobs
import Spool

/// Reads results from the spool.
struct SpooledResults: ResultReading {
    let spool: Spool

    func text(of id: JobID, maximumBytes: Int) throws(Problem) -> String? {
        do throws(SpoolError) {
            let bytes = try spool.contents(
                of: ResultFile.text, in: id, maximumBytes: maximumBytes)
            return bytes.map { String(decoding: $0, as: UTF8.self) }
        } catch {
            throw .internalError("spool: \(error)")
        }
    }
}
