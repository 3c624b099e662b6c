import Documents
import Jobs
import Logging
import Spool

/// Receives uploaded images into the spool.
struct SpooledInputs: InputReceiving {
    let spool: Spool
    let logger: Logger

    func receive(_ id: JobID) throws(Problem) -> any InputWriting {
        do throws(SpoolError) {
            return SpooledInput(try spool.receive(id), spool: spool, logger: logger)
        } catch {
            throw .spooling(error)
        }
    }
}

/// One input on its way into the spool.
private final class SpooledInput: InputWriting {
    private let input: IncomingInput
    private let spool: Spool
    private let logger: Logger
    private var isKept = false

    init(_ input: IncomingInput, spool: Spool, logger: Logger) {
        self.input = input
        self.spool = spool
        self.logger = logger
    }

    func append(_ piece: Span<UInt8>) throws(Problem) {
        do throws(SpoolError) {
            try unsafe piece.withUnsafeBytes { bytes throws(SpoolError) in try unsafe input.append(bytes) }
        } catch {
            throw .spooling(error)
        }
    }

    func add(text: [UInt8]) throws(Problem) {
        do throws(SpoolError) {
            try input.add(text: text)
        } catch {
            throw .spooling(error)
        }
    }

    func keep(as format: ImageFormat?) throws(Problem) {
        do throws(SpoolError) {
            try input.keep(as: format)
            isKept = true
        } catch {
            throw .spooling(error)
        }
    }

    func discard() {
        guard isKept else { return input.discard() }
        do throws(SpoolError) {
            try spool.remove(input.id)
        } catch {
            logger.warning("a refused input stays until the sweep: \(error)")
        }
    }
}

extension Problem {
    /// Writing to the spool failed.
    fileprivate static func spooling(_ error: SpoolError) -> Problem {
        guard error.code == .full else { return .internalError("spool: \(error)") }
        return Problem(
            .storageFull, "There is no room to store the image. The operator has to free some.",
            privateDetail: "spool: \(error)")
    }
}
