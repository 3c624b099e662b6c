import Jobs

extension Backend {
    /// A supervisor that has been silent for longer is not asked, and one that stops not waited for: nobody is kept
    /// waiting for what is only an addition.
    private static let longestSilence = Duration.seconds(1)
    private static let patience = Duration.milliseconds(300)

    /// Why the job has not ended; nil for one that has, and when there is nobody to say it.
    func explanation(of job: Job, thread: Int) -> Explanation? {
        guard !job.state.isTerminal, let beat = activity.supervisorBeat(), beat < Self.longestSilence,
            case .explanation(let explanation) = commands.send(
                .explain(job.id), thread: thread, patience: Self.patience)
        else { return nil }
        return explanation
    }
}
