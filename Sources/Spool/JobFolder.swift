package import Jobs

/// A job's folder as the sweep finds it.
package struct JobFolder: Hashable, Sendable {
    package var id: JobID
    /// When the folder or a file in it was last written, rounded up to a millisecond.
    package var changedAt: Timestamp

    package init(id: JobID, changedAt: Timestamp) {
        self.id = id
        self.changedAt = changedAt
    }
}
