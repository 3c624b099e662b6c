package import Jobs

/// The jobs that have not ended, as a supervisor that starts finds them.
package struct UnsettledJobs: Sendable {
    /// In the order of acceptance.
    package var jobs: [Job]
    /// Why rows could not be read, one line for each: their jobs are left as they are.
    package var unreadable: [String]
}
