package import Jobs

extension Explanation.Reason {
    /// What clients call a reason: stable, lower-case names, in this order where all are listed.
    package enum Code: String, CaseIterable, Encodable, Sendable {
        case ownJobs = "own_jobs"
        case otherUsers = "other_users"
        case processors
        case mostRunning = "most_running"
        case scheduled, retrying
        case noProcessor = "no_processor"
        case disk, stopping, running
    }

    /// What clients call it.
    package var code: Code {
        switch self {
        case .ownJobs: .ownJobs
        case .otherUsers: .otherUsers
        case .processors: .processors
        case .mostRunning: .mostRunning
        case .scheduled: .scheduled
        case .retrying: .retrying
        case .noProcessor: .noProcessor
        case .disk: .disk
        case .stopping: .stopping
        case .running: .running
        }
    }
}
