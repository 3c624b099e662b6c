package import Jobs

extension Problem {
    /// For a fault of the service itself; the log alone learns what it was.
    package static func internalError(_ privateDetail: String) -> Problem {
        Problem(
            .internalError, "Something failed inside the service. The log knows more.",
            privateDetail: privateDetail)
    }
}
