package import Jobs

/// That a job is there no more.
package struct RemovedDocument: Encodable, Sendable {
    private let removed: JobID

    package init(_ id: JobID) {
        removed = id
    }
}
