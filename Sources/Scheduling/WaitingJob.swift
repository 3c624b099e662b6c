package import Jobs

/// A job as the queue orders it.
package struct WaitingJob: Hashable, Sendable {
    package var id: JobID
    package var user: UserName
    /// Order of submission; lower runs earlier among one user's jobs of one priority.
    package var sequence: Int64
    /// Higher runs earlier among one user's jobs.
    package var priority: Priority
    /// Predicted processor time, in seconds; more than zero.
    package var cost: Double

    package init(
        id: JobID, user: UserName, sequence: Int64, priority: Priority = .normal, cost: Double
    ) {
        self.id = id
        self.user = user
        self.sequence = sequence
        self.priority = priority
        self.cost = cost
    }
}
