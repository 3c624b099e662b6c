import Documents
import JobStore
import Jobs
import Synchronization

/// The store, which is opened when it is first needed: the supervisor may make it later than the responders start.
final class OpenedStore: Sendable {
    private let path: String
    private let connections: Int
    private let opened = Mutex<StoreReader?>(nil)

    /// At most `connections` threads read at once; more wait for their turn.
    init(path: String, connections: Int) {
        self.path = path
        self.connections = connections
    }

    /// - Throws: `Problem` with `.serviceUnavailable` or `.internalError`.
    func reading<Value>(
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
