import Documents
import JobStore
import Jobs
import Synchronization

/// Reads jobs from the store, which is opened when it is first needed: the supervisor may make it later than the
/// responders start.
final class StoredJobs: JobReading {
    private let path: String
    private let connections: Int
    private let opened = Mutex<StoreReader?>(nil)

    /// At most `connections` threads read at once; more wait for their turn.
    init(path: String, connections: Int) {
        self.path = path
        self.connections = connections
    }

    func job(_ id: JobID) throws(Problem) -> Job? {
        try reading { reader throws(StoreError) in try reader.job(id, of: nil) }
    }

    func job(keyed key: ContentDigest, of user: UserName) throws(Problem) -> Job? {
        try reading { reader throws(StoreError) in try reader.job(keyed: key, of: user) }
    }

    func isGone(_ id: JobID) throws(Problem) -> Bool {
        try reading { reader throws(StoreError) in try reader.isGone(id) }
    }

    func attempts(of id: JobID) throws(Problem) -> [Attempt] {
        try reading { reader throws(StoreError) in try reader.attempts(of: id) }
    }

    func deliveries(of id: JobID) throws(Problem) -> [Delivery] {
        try reading { reader throws(StoreError) in try reader.deliveries(of: id) }
    }

    func tries(of delivery: Int64) throws(Problem) -> [DeliveryTry] {
        try reading { reader throws(StoreError) in try reader.tries(of: delivery) }
    }

    func jobs(
        of user: UserName, limit: Int, before sequence: Int64?, matching filter: JobFilter
    ) throws(Problem) -> [Job] {
        try reading { reader throws(StoreError) in
            try reader.jobs(of: user, limit: limit, before: sequence, matching: filter)
        }
    }

    func excerpts(of sequences: [Int64], words: [String], user: UserName) throws(Problem) -> [Int64: Excerpt]
    {
        try reading { reader throws(StoreError) in
            try reader.excerpts(of: sequences, words: words, user: user)
        }
    }

    private func reading<Value>(
        _ body: (StoreReader) throws(StoreError) -> Value
    ) throws(Problem) -> Value {
        do throws(StoreError) {
            return try body(try reader())
        } catch {
            throw error.code == .malformedRow ? .internalError("\(error)") : .storeUnavailable(error)
        }
    }

    private func reader() throws(StoreError) -> StoreReader {
        try opened.withLock { reader throws(StoreError) in
            if let reader { return reader }
            let new = try StoreReader(path: path, connections: connections)
            reader = new
            return new
        }
    }
}
