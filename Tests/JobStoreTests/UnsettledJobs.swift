import JobStore
import Jobs

/// All jobs that have not ended.
struct UnsettledJobs {
    /// In the order of acceptance.
    var jobs: [Job] = []
    /// Why rows could not be read, one line for each.
    var unreadable: [String] = []
}

extension StoreWriter {
    func unsettled() throws(StoreError) -> UnsettledJobs {
        var all = UnsettledJobs()
        all.unreadable = try forEachUnsettled { all.jobs.append($0) }
        return all
    }
}
