import DequeModule
import Jobs

/// One user's waiting jobs of one priority, in the order of submission.
///
/// A job that is taken out of the middle stays as a ghost until it comes to the front, or until half of all are
/// ghosts. The front is never a ghost.
struct WaitingLine: Sendable {
    /// A `WaitingJob` without the user, whose name would be most of it, and without the line's priority.
    struct Entry: Sendable {
        var id: JobID
        var sequence: Int64
        var cost: Double
    }

    let priority: Priority
    private var waiting = Deque<Entry>()
    /// Sequences of the ghosts in `waiting`.
    private var ghosts: Set<Int64> = []

    init(_ priority: Priority) {
        self.priority = priority
    }

    /// How many jobs wait.
    var count: Int { waiting.count - ghosts.count }

    var first: Entry? { waiting.first }

    /// The first jobs to be served, at most `limit`.
    func first(_ limit: Int) -> [Entry] {
        var found: [Entry] = []
        for entry in waiting where ghosts.isEmpty || !ghosts.contains(entry.sequence) {
            guard found.count < limit else { break }
            found.append(entry)
        }
        return found
    }

    mutating func insert(_ entry: Entry) {
        guard let last = waiting.last, last.sequence > entry.sequence else { return waiting.append(entry) }
        waiting.insert(entry, at: index(of: entry.sequence))
    }

    mutating func popFirst() -> Entry? {
        let entry = waiting.popFirst()
        dropGhostsAtFront()
        return entry
    }

    /// - Returns: the job's cost; nil when no such job waits.
    mutating func remove(_ sequence: Int64) -> Double? {
        let place = index(of: sequence)
        guard place < waiting.endIndex, waiting[place].sequence == sequence,
            ghosts.insert(sequence).inserted
        else { return nil }
        let cost = waiting[place].cost
        dropGhostsAtFront()
        if ghosts.count > waiting.count / 2 { dropAllGhosts() }
        return cost
    }

    private mutating func dropGhostsAtFront() {
        while let first = waiting.first, ghosts.remove(first.sequence) != nil { waiting.removeFirst() }
    }

    private mutating func dropAllGhosts() {
        waiting.removeAll { ghosts.contains($0.sequence) }
        ghosts.removeAll()
    }

    /// Of the first job whose sequence is not lower; by bisection, for they stand in order.
    private func index(of sequence: Int64) -> Int {
        var (low, high) = (waiting.startIndex, waiting.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if waiting[middle].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
