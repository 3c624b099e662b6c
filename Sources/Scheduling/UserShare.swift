import DequeModule
import Jobs

/// One user's waiting jobs and account.
///
/// A job that is taken out of the middle stays as a ghost until it comes to the front, or until half of all are
/// ghosts. The front is never a ghost.
struct UserShare: Sendable {
    /// A `WaitingJob` without the user, whose name would be most of it.
    private struct Entry: Sendable {
        var id: JobID
        var sequence: Int64
        var cost: Double
    }

    let user: UserName
    private var waiting = Deque<Entry>()
    /// Sequences of the ghosts in `waiting`.
    private var ghosts: Set<Int64> = []
    private(set) var finishTag = 0.0
    /// Predicted processor time of all that waits, in seconds.
    private(set) var waitingCost = 0.0
    private var weight = 1.0
    /// The number of the user's valid entry among the turns; older entries are passed over.
    private(set) var turn: UInt64 = 0

    /// Where a removed job stood.
    enum Place: Hashable {
        case first
        case later
    }

    init(_ user: UserName) {
        self.user = user
    }

    /// How many jobs wait.
    var count: Int { waiting.count - ghosts.count }

    /// The first jobs to be served, at most `limit`.
    func first(_ limit: Int) -> [(id: JobID, cost: Double)] {
        var found: [(id: JobID, cost: Double)] = []
        for entry in waiting where ghosts.isEmpty || !ghosts.contains(entry.sequence) {
            guard found.count < limit else { break }
            found.append((entry.id, entry.cost))
        }
        return found
    }

    /// The job to be served next.
    var first: WaitingJob? { waiting.first.map(job) }

    /// Whether the job now stands first.
    mutating func insert(_ job: WaitingJob) -> Bool {
        let job = Entry(id: job.id, sequence: job.sequence, cost: job.cost)
        waitingCost += job.cost
        guard let last = waiting.last, last.sequence > job.sequence else {
            waiting.append(job)
            return waiting.count == 1
        }
        let place = index(of: job.sequence)
        waiting.insert(job, at: place)
        return place == waiting.startIndex
    }

    /// Nil when no such job waits.
    mutating func remove(_ sequence: Int64) -> Place? {
        let place = index(of: sequence)
        guard place < waiting.endIndex, waiting[place].sequence == sequence,
            ghosts.insert(sequence).inserted
        else { return nil }
        spend(waiting[place].cost)
        if place == waiting.startIndex {
            dropGhostsAtFront()
            return .first
        }
        if ghosts.count > waiting.count / 2 { dropAllGhosts() }
        return .later
    }

    mutating func serve(from startTag: Double) -> WaitingJob? {
        guard let entry = waiting.popFirst() else { return nil }
        dropGhostsAtFront()
        spend(entry.cost)
        finishTag = startTag + entry.cost / weight
        return job(entry)
    }

    mutating func add(_ seconds: Double) {
        finishTag += seconds / weight
    }

    mutating func nextTurn() -> (first: WaitingJob?, finishTag: Double, number: UInt64) {
        turn &+= 1
        return (first, finishTag, turn)
    }

    /// Takes the cost of a job out of what waits, without what adding and taking away would leave of nothing.
    private mutating func spend(_ cost: Double) {
        waitingCost = count == 0 ? 0 : max(0, waitingCost - cost)
    }

    private func job(_ entry: Entry) -> WaitingJob {
        WaitingJob(id: entry.id, user: user, sequence: entry.sequence, cost: entry.cost)
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
