import DequeModule
import Jobs

/// Which kinds wait and since when, kept beside the queue, whose order is another one.
struct WaitLedger: Sendable {
    private struct Wait: Sendable {
        let number: UInt64
        /// `ended` once it is over.
        var since: Timestamp

        static let ended = Timestamp(milliseconds: .min)
    }

    /// In the order of their numbers, in which they began. The first has not ended.
    private var begun = Deque<Wait>()
    /// How many of `begun` have ended.
    private var endedCount = 0
    private var lastNumber: UInt64 = 0
    private(set) var counts: [JobKind: Int] = [:]

    /// - Returns: the number by which the wait is ended; never 0.
    /// - Complexity: O(1), amortised.
    mutating func begin(_ kind: JobKind, since: Timestamp) -> UInt64 {
        lastNumber += 1
        begun.append(Wait(number: lastNumber, since: since))
        counts[kind, default: 0] += 1
        return lastNumber
    }

    /// Does nothing for a wait that has ended.
    /// - Complexity: O(log n), amortised.
    mutating func end(_ number: UInt64, _ kind: JobKind) {
        let place = index(of: number)
        guard place < begun.endIndex, begun[place].number == number, begun[place].since != Wait.ended else {
            return
        }
        begun[place].since = Wait.ended
        endedCount += 1
        counts[kind, default: 0] -= 1
        dropEnded()
    }

    /// Since when the first wait of those that are open lasts; nil when nothing waits.
    var oldest: Timestamp? { begun.first?.since }

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
