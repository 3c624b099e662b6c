import DequeModule
import Jobs

/// Which kinds wait and since when, kept beside the queue, whose order is another one.
struct WaitLedger: Sendable {
    private struct Wait: Sendable {
        let id: JobID
        let since: Timestamp
        /// Tells two waits of one job apart.
        let number: UInt32
    }

    /// In the order in which they began; some have ended.
    private var begun = Deque<Wait>()
    /// The wait of each job that waits.
    private var open: [JobID: UInt32] = [:]
    private var next: UInt32 = 0
    private(set) var counts: [JobKind: Int] = [:]

    /// - Complexity: O(1), amortised.
    mutating func begin(_ id: JobID, _ kind: JobKind, since: Timestamp) {
        end(id, kind)
        next &+= 1
        open[id] = next
        begun.append(Wait(id: id, since: since, number: next))
        counts[kind, default: 0] += 1
    }

    /// Does nothing for a job that does not wait.
    /// - Complexity: O(1), amortised.
    mutating func end(_ id: JobID, _ kind: JobKind) {
        guard open.removeValue(forKey: id) != nil else { return }
        counts[kind, default: 0] -= 1
        while let first = begun.first, !isOpen(first) { begun.removeFirst() }
        // One old wait at the front must not keep all that ended behind it.
        if begun.count > 2 * open.count + 64 { begun = begun.filter(isOpen) }
    }

    /// Since when the first wait of those that are open lasts; nil when nothing waits.
    var oldest: Timestamp? { begun.first?.since }

    private func isOpen(_ wait: Wait) -> Bool { open[wait.id] == wait.number }
}
