import DequeModule
import Jobs

/// Which kinds wait and since when, kept beside the queue, whose order is another one.
struct WaitLedger: Sendable {
    private var queues: [JobKind: WaitQueue] = [:]
    private var lastNumber: UInt64 = 0

    /// - Returns: the number by which the wait is ended; never 0.
    /// - Complexity: O(1), amortised.
    mutating func begin(_ kind: JobKind, since: Timestamp) -> UInt64 {
        lastNumber += 1
        queues[kind, default: WaitQueue()].begin(lastNumber, since: since)
        return lastNumber
    }

    /// Does nothing for a wait that has ended.
    /// - Returns: since when it lasted; nil when it had ended already.
    /// - Complexity: O(log n), amortised.
    @discardableResult
    mutating func end(_ number: UInt64, _ kind: JobKind) -> Timestamp? {
        queues[kind]?.end(number)
    }

    /// Since when the wait lasts; nil when it has ended.
    /// - Complexity: O(log n).
    func since(_ number: UInt64, _ kind: JobKind) -> Timestamp? { queues[kind]?.since(number) }

    /// How many wait.
    var counts: [JobKind: Int] { queues.mapValues(\.count) }

    /// Since when the longest wait lasts, of each kind that waits.
    var oldest: [JobKind: Timestamp] { queues.compactMapValues(\.oldest) }
}

/// The waits of one kind, in the order of their numbers, in which they began.
private struct WaitQueue: Sendable {
    private struct Wait: Sendable {
        let number: UInt64
        /// `ended` once it is over.
        var since: Timestamp

        static let ended = Timestamp(milliseconds: .min)
    }

    /// The first has not ended.
    private var begun = Deque<Wait>()
    /// How many of `begun` have ended.
    private var endedCount = 0

    var count: Int { begun.count - endedCount }
    var oldest: Timestamp? { begun.first?.since }

    mutating func begin(_ number: UInt64, since: Timestamp) {
        begun.append(Wait(number: number, since: since))
    }

    func since(_ number: UInt64) -> Timestamp? {
        let place = index(of: number)
        guard place < begun.endIndex, begun[place].number == number, begun[place].since != Wait.ended else {
            return nil
        }
        return begun[place].since
    }

    mutating func end(_ number: UInt64) -> Timestamp? {
        guard let since = since(number) else { return nil }
        let place = index(of: number)
        begun[place].since = Wait.ended
        endedCount += 1
        dropEnded()
        return since
    }

    private mutating func dropEnded() {
        while let first = begun.first, first.since == Wait.ended {
            begun.removeFirst()
            endedCount -= 1
        }
        // One old wait at the front must not keep all that ended behind it.
        guard endedCount > begun.count / 2 + 64 else { return }
        begun.removeAll { $0.since == Wait.ended }
        endedCount = 0
    }

    /// Of the first wait whose number is not lower; by bisection.
    private func index(of number: UInt64) -> Int {
        var (low, high) = (begun.startIndex, begun.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if begun[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
