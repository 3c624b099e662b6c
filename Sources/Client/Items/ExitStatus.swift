package import Jobs

/// What the exit status of a client's command says.
package enum ExitStatus: Int32, Sendable {
    case allWell = 0
    /// A job failed or was refused, a file could not be read or written.
    case someFailed = 1
    /// The command line is wrong.
    case usage = 2
    /// The service was not reached, or refused for longer than was to be waited.
    case notReached = 3
    /// Ctrl-C, or a signal that asks for the end.
    case interrupted = 130

    /// The codes of a service that is not there or takes nothing at the moment.
    private static let away: [Problem.Code] = [
        .serviceNotReached, .answerNotUnderstood, .serviceUnavailable, .tooMuchWork, .quotaExceeded,
        .dailyQuotaExceeded, .storageFull,
    ]

    /// Of a command that ended as `ends` say.
    package init(of ends: some Sequence<ItemEnd>) {
        self = ends.reduce(.allWell) { status, end in
            guard case .failed(let problem, _) = end else { return status }
            return Self.worse(status, ExitStatus(of: problem))
        }
    }

    /// Of a command that could not do what it was told for this reason.
    package init(of problem: Problem) {
        self =
            switch problem.code {
            case .invalidAddress: .usage
            case let code where Self.away.contains(code): .notReached
            default: .someFailed
            }
    }

    private static func worse(_ first: ExitStatus, _ second: ExitStatus) -> ExitStatus {
        first.rawValue > second.rawValue ? first : second
    }
}
