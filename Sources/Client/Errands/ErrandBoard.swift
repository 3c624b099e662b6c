internal import Synchronization

/// Where the threads write how far their errands are, and the one that shows it reads.
package final class ErrandBoard: Sendable {
    private let state = Mutex(State())

    private struct State {
        var underWay: [Int: UnderWay] = [:]
        var ended: [Ended] = []
        var endedCount = 0
    }

    /// An errand that has begun.
    package struct UnderWay: Hashable, Sendable {
        package let errand: Errand
        package var stage = ErrandStage.sending
        package var trouble: String?
    }

    /// An errand that has ended.
    package struct Ended: Hashable, Sendable {
        package let errand: Errand
        package let end: ErrandEnd
    }

    package init() {}

    func begin(_ errand: Errand) {
        state.withLock { $0.underWay[errand.number] = UnderWay(errand: errand) }
    }

    package func note(_ errand: Errand, _ stage: ErrandStage) {
        state.withLock { state in
            guard var entry = state.underWay[errand.number] else { return }
            if case .trouble(let sentence) = stage {
                entry.trouble = sentence
            } else {
                entry.stage = stage
            }
            state.underWay[errand.number] = entry
        }
    }

    func end(_ errand: Errand, _ end: ErrandEnd) {
        state.withLock { state in
            state.underWay[errand.number] = nil
            state.ended.append(Ended(errand: errand, end: end))
            state.endedCount += 1
        }
    }

    /// Those under way, in the order of their numbers.
    package var underWay: [UnderWay] {
        state.withLock { $0.underWay.values.sorted { $0.errand.number < $1.errand.number } }
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
