import Jobs

/// The results of jobs, for answers that carry them.
protocol ResultReading: Sendable {
    /// What stands in the result file `text.txt` of a job; nil when there is none, or when it has more than
    /// `maximumBytes`.
    /// - Throws: `Problem` with `.internalError`.
    func text(of id: JobID, maximumBytes: Int) throws(Problem) -> String?
}
