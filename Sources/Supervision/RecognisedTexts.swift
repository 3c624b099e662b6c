import Jobs
import Logging
import Spool

/// The texts that jobs left in the spool, for those who search.
struct RecognisedTexts {
    /// A longer one is not read at all: nobody searches in it, and a processor may have written it to do harm.
    static let maximumBytes = 4 << 20

    let spool: Spool
    let logger: Logger

    /// Nil where there is none. One that cannot be read is logged and fails nothing: the file is there all the same.
    func text(of id: JobID) -> String? {
        do throws(SpoolError) {
            let bytes = try spool.contents(of: ResultFile.text, in: id, maximumBytes: Self.maximumBytes)
            return bytes.map { String(decoding: $0, as: UTF8.self) }
        } catch {
            logger.warning("the text of a job cannot be searched: \(error)", metadata: ["job": "\(id)"])
            return nil
        }
    }
}
