import HeapModule
package import Jobs

/// Jobs that wait for their time, the earliest first. Times are monotonic. A job that is taken out stays as a ghost
/// until its time comes.
package struct TimerHeap: Sendable {
    private var timers = Heap<Timer>()
    /// The number of each job's valid entry; entries with other numbers are ghosts.
    private var valid: [JobID: (number: UInt64, due: Duration)] = [:]
    private var lastNumber: UInt64 = 0

    package init() {}

    /// How many jobs wait.
    package var count: Int { valid.count }

    /// Adds a job, in place of its earlier time if it has one.
    /// - Complexity: O(log n).
    package mutating func insert(_ id: JobID, due: Duration) {
        lastNumber &+= 1
        valid[id] = (lastNumber, due)
        timers.insert(Timer(due: due, number: lastNumber, id: id))
    }

    /// Takes a job out.
    /// - Returns: whether it waited.
    /// - Complexity: O(log n), amortised.
    @discardableResult
    package mutating func remove(_ id: JobID) -> Bool {
        guard valid.removeValue(forKey: id) != nil else { return false }
        dropGhosts()
        return true
    }

    /// When the job is due; nil when it does not wait.
    package func due(of id: JobID) -> Duration? { valid[id]?.due }

    /// When the next job is due; nil when none waits.
    package var nextDue: Duration? { timers.min?.due }

    /// Takes out the job that is due longest at `now`; of several with the same time the one added first.
    /// - Returns: nil when none is due.
    /// - Complexity: O(log n), amortised.
    package mutating func popDue(_ now: Duration) -> JobID? {
        guard let first = timers.min, first.due <= now else { return nil }
        timers.removeMin()
        valid[first.id] = nil
        dropGhosts()
        return first.id
    }

    /// The first is never a ghost.
    private mutating func dropGhosts() {
        while let first = timers.min, valid[first.id]?.number != first.number { timers.removeMin() }
    }

    private struct Timer: Comparable, Sendable {
        var due: Duration
        var number: UInt64
        var id: JobID

        static func < (first: Timer, second: Timer) -> Bool {
            (first.due, first.number) < (second.due, second.number)
        }
    }
}
