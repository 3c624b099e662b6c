/// What the launcher has to do next.
package enum FleetAction: Hashable, Sendable {
    case spawn(Part)
    /// SIGHUP to the process, which reads its settings again.
    case reload(pid: Int32)
    /// SIGTERM to the process.
    case terminate(pid: Int32)
    /// SIGKILL to the process and its whole group.
    case kill(pid: Int32)
    /// Every part answers for the first time.
    case announceReady
    /// For the log.
    case note(FleetNote)
    /// All has ended: leave with this status.
    case finish(status: Int32)
}

/// What the log says about the parts.
package enum FleetNote: Hashable, Sendable {
    case ended(Part, pid: Int32, ChildEnd, restartIn: Duration)
    case restarted(Part, pid: Int32)
    case stopping
    case killing(Part)
    case gaveUp(Part, ChildEnd)
    case startTakesLong
    case startTookTooLong
}

extension FleetNote: CustomStringConvertible {
    package var description: String {
        switch self {
        case .ended(let part, let pid, let end, let delay):
            "\(part) (pid \(pid)) \(end); it is started again in \(delay)."
        case .restarted(let part, let pid): "\(part) runs again (pid \(pid))."
        case .stopping: "Stopping."
        case .killing(let part): "\(part) does not stop; killing it."
        case .gaveUp(let part, let end): "\(part) \(end) again and again before it ever answered; giving up."
        case .startTakesLong:
            "The service does not answer yet; a store that is large, or of an earlier version, takes its time. It is "
                + "given up after 10 minutes; Ctrl-C ends it now."
        case .startTookTooLong: "The service does not answer; giving up."
        }
    }
}
