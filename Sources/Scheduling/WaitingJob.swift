package import Jobs

/// A job as the queue orders it.
package struct WaitingJob: Hashable, Sendable {
    package var id: JobID
    package var user: UserName
    /// Order of submission; lower runs earlier among one user's jobs.
    package var sequence: Int64
    /// Predicted processor time, in seconds; more than zero.
    package var cost: Double

    package init(id: JobID, user: UserName, sequence: Int64, cost: Double) {
        self.id = id
        self.user = user
        self.sequence = sequence
        self.cost = cost
    }
}
