import JobStore
import Jobs

/// Reads jobs from the store.
struct StoredJobs: JobReading {
    let store: OpenedStore

    func job(_ id: JobID) throws(Problem) -> Job? {
        try store.reading { reader throws(StoreError) in try reader.job(id, of: nil) }
    }

    func job(keyed key: ContentDigest, of user: UserName) throws(Problem) -> Job? {
        try store.reading { reader throws(StoreError) in try reader.job(keyed: key, of: user) }
    }

    func isGone(_ id: JobID, of user: UserName?) throws(Problem) -> Bool {
        try store.reading { reader throws(StoreError) in try reader.isGone(id, of: user) }
    }

    func attempts(of id: JobID) throws(Problem) -> [Attempt] {
        try store.reading { reader throws(StoreError) in try reader.attempts(of: id) }
    }

    func deliveries(of id: JobID) throws(Problem) -> [Delivery] {
        try store.reading { reader throws(StoreError) in try reader.deliveries(of: id) }
    }

    func tries(of delivery: Int64) throws(Problem) -> [DeliveryTry] {
        try store.reading { reader throws(StoreError) in try reader.tries(of: delivery) }
    }

    func jobs(
        of user: UserName, limit: Int, before sequence: Int64?, matching filter: JobFilter
    ) throws(Problem) -> [Job] {
        try store.reading { reader throws(StoreError) in
            try reader.jobs(of: user, limit: limit, before: sequence, matching: filter)
        }
    }

    func failures(since moment: Timestamp) throws(Problem) -> [FailureCount] {
        try store.reading { reader throws(StoreError) in try reader.failures(since: moment) }
    }

    func excerpts(of sequences: [Int64], words: [String], user: UserName) throws(Problem) -> [Int64: Excerpt]
    {
        try store.reading { reader throws(StoreError) in
            try reader.excerpts(of: sequences, words: words, user: user)
        }
    }
}
