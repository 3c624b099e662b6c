/// Whether the service does its work, part by part.
struct HealthDocument: Encodable {
    /// How a part does.
    enum Condition: String, Encodable {
        case ok
        case down
        /// No room for more.
        case full
    }

    /// The parts of the service; the one that answers is up.
    struct Parts: Encodable {
        let responder = Condition.ok
        let supervisor: Condition
        let store: Condition
        /// The disk's room.
        let storage: Condition
        let processors: Condition
    }

    /// Counts of processors.
    struct Processors: Encodable {
        let alive: Int
        let busy: Int
        let wanted: Int
    }

    let status: String
    let parts: Parts
    let processors: Processors
    let waiting: Int

    init(parts: Parts, activity: ServiceActivity?) {
        let isWell = [parts.supervisor, parts.store, parts.storage, parts.processors].allSatisfy { $0 == .ok }
        status = isWell ? "ok" : "degraded"
        self.parts = parts
        processors = Processors(
            alive: activity?.processorsAlive ?? 0, busy: activity?.running ?? 0,
            wanted: activity?.processorsWanted ?? 0)
        waiting = activity?.waiting ?? 0
    }
}
