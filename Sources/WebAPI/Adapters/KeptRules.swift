import Documents
import JobStore
import Jobs
import Synchronization

/// Reads rules from the store. A document is parsed when it is first seen, and not again until another stands there.
final class KeptRules: RulesReading {
    private let store: OpenedStore
    private let parsed = Mutex((document: "{}", rules: Rules()))

    init(store: OpenedStore) {
        self.store = store
    }

    func rules() throws(Problem) -> Rules {
        let stored = try store.reading { reader throws(StoreError) in try reader.rules() }
        guard let document = stored?.document else { return Rules() }
        return try parsed.withLock { last throws(Problem) in
            guard document != last.document else { return last.rules }
            do throws(RulesError) {
                last = (document, try Rules(json: Array(document.utf8)))
            } catch {
                throw .internalError("the stored rules: \(error)")
            }
            return last.rules
        }
    }

    func use(of user: UserName, day: Int64) throws(Problem) -> DayUse {
        try store.reading { reader throws(StoreError) in try reader.use(of: user, day: day) } ?? DayUse()
    }
}
