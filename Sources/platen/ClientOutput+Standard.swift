internal import Client
internal import Jobs
internal import Launching

extension ClientOutput {
    /// The standard streams.
    static let standard = ClientOutput(
        write: { StandardStreams.writeOutput($0) }, remark: { StandardStreams.writeError($0) })

    /// Whether all that was written to standard output is there.
    /// - Throws: `Problem` with `.resultNotWritten` when it is not, though its reader is still there.
    static func checkWritten() throws(Problem) {
        guard let failure = StandardStreams.outputFailure else { return }
        throw Problem(
            .resultNotWritten,
            "The output was not written whole: \(failure). The service keeps its jobs: make room, then ask for them with "
                + "platen jobs and platen wait.")
    }
}
