internal import Jobs

/// How a process ended.
package enum ChildEnd: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)
    /// It never ran, for this reason.
    case notStarted(String)

    /// From the status word of `waitpid`.
    package init(waitStatus: Int32) {
        let signal = waitStatus & 0x7f
        self = signal == 0 ? .exited((waitStatus >> 8) & 0xff) : .signalled(signal)
    }
}

extension ChildEnd: CustomStringConvertible {
    package var description: String {
        switch self {
        case .exited(let status): "ended with status \(status)"
        case .signalled(let number): "was ended by \(AttemptEnd.signalName(number))"
        case .notStarted(let reason): "could not be started (\(reason))"
        }
    }
}
