import Jobs

extension Backend {
    /// Why a job was not taken, or that nobody knows; for any reply but an acceptance.
    func problem(of reply: CommandReply) -> Problem {
        switch reply {
        case .verdict(.mismatch): .mismatch
        case .verdict(.stopping), .unavailable:
            Problem(
                .serviceUnavailable, "The service takes no jobs at the moment. Please try again in a moment.",
                privateDetail: "supervisor: \(reply)")
        case .verdict(.failed):
            Problem(
                .serviceUnavailable, "The job could not be stored. Please try again in a moment.",
                privateDetail: "supervisor: the store did not keep the job")
        case .verdict:
            .internalError("supervisor: it does not understand this responder: \(reply)")
        case .unknown:
            Problem(
                .serviceUnavailable,
                "Nothing confirmed the job in time. Look at the list of jobs before sending it again.",
                privateDetail: "supervisor: no verdict in time")
        }
    }
}
