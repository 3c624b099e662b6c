internal import Synchronization

/// Where the threads write how far their items are, and the one that shows it reads.
package final class ItemBoard: Sendable {
    private let state = Mutex(State())

    private struct State {
        var underWay: [Int: UnderWay] = [:]
        var ended: [Ended] = []
        var endedCount = 0
    }

    /// An item that has begun.
    package struct UnderWay: Hashable, Sendable {
        package let item: Item
        package var stage = ItemStage.sending
        package var trouble: String?
    }

    /// An item that has ended.
    package struct Ended: Hashable, Sendable {
        package let item: Item
        package let end: ItemEnd
    }

    package init() {}

    func begin(_ item: Item) {
        state.withLock { $0.underWay[item.number] = UnderWay(item: item) }
    }

    package func note(_ item: Item, _ stage: ItemStage) {
        state.withLock { state in
            guard var entry = state.underWay[item.number] else { return }
            if case .trouble(let sentence) = stage {
                entry.trouble = sentence
            } else {
                entry.stage = stage
            }
            state.underWay[item.number] = entry
        }
    }

    func end(_ item: Item, _ end: ItemEnd) {
        state.withLock { state in
            state.underWay[item.number] = nil
            state.ended.append(Ended(item: item, end: end))
            state.endedCount += 1
        }
    }

    /// Those under way, in the order of their numbers.
    package var underWay: [UnderWay] {
        state.withLock { $0.underWay.values.sorted { $0.item.number < $1.item.number } }
    }

    /// Those that have ended since the last call, in the order of their ends.
    package func takeEnded() -> [Ended] {
        state.withLock { state in
            defer { state.ended = [] }
            return state.ended
        }
    }

    /// How many have ended so far.
    package var endedCount: Int { state.withLock { $0.endedCount } }
}
