import Jobs

/// What an owner may want of a job.
enum JobWish: Sendable {
    case cancel
    case retry
    case delete

    func command(_ id: JobID, by user: UserName) -> Command {
        switch self {
        case .cancel: .cancel(id, by: user)
        case .retry: .retry(id, by: user)
        case .delete: .delete(id, by: user)
        }
    }

    /// Why it cannot be done to a job in `state`.
    func refusal(in state: JobState) -> Problem {
        switch self {
        case .cancel:
            Problem(
                .notCancellable,
                "The job is \(state.rawValue): only a job that has not ended can be cancelled.")
        case .retry:
            Problem(
                .notRetryable,
                "The job is \(state.rawValue): only a failed or cancelled job can be done again. "
                    + (state.isTerminal ? "Submit the image anew." : "Cancel it first, or wait for its end."))
        case .delete:
            Problem(
                .notDeletable,
                "The job was started again while it was to be removed. Look at it, then try again.")
        }
    }
}
