/// What the supervisor has counted since it started, for those who follow it over time. Kinds, states and ends of
/// attempts go by their numbers.
package struct ServiceMeasures: Hashable, Sendable {
    /// How long jobs waited for a processor, in seconds, by kind.
    package var waits = histograms
    /// How long attempts held their processor, in seconds, by kind.
    package var runs = histograms
    /// Changes of the batches that are durable.
    package var commits = Histogram(bounds: changeBounds)
    /// Jobs that ended, by state.
    package var ended = [Int](repeating: 0, count: stateLimit)
    /// Attempts that ended, by how.
    package var attempts = [Int](repeating: 0, count: mannerLimit)
    /// How long the job of a kind has waited that waits longest now; zero where none waits.
    package var oldestWaits = [Duration](repeating: .zero, count: QueueCounters.kindLimit)

    /// How many states, and how many ways to end, are counted apart.
    package static let stateLimit = 8
    package static let mannerLimit = 16

    package init() {}

    private static let secondBounds: [Double] = [
        0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200,
    ]
    private static let changeBounds: [Double] = (0...12).map { Double(1 << $0) }

    private static var histograms: [Histogram] {
        Array(repeating: Histogram(bounds: secondBounds), count: QueueCounters.kindLimit)
    }
}

extension ServiceMeasures {
    /// How many words they take in the segment.
    static let wordCount = commitsPlace + Histogram.wordCount(bounds: changeBounds)

    private static let timeWords = Histogram.wordCount(bounds: secondBounds)
    private static let oldestPlace = 0
    private static let endedPlace = oldestPlace + QueueCounters.kindLimit
    private static let attemptsPlace = endedPlace + stateLimit
    private static let waitsPlace = attemptsPlace + mannerLimit
    private static let runsPlace = waitsPlace + QueueCounters.kindLimit * timeWords
    private static let commitsPlace = runsPlace + QueueCounters.kindLimit * timeWords

    /// The words in the segment.
    var words: [UInt64] {
        let times = oldestWaits.map { UInt64(bitPattern: $0.wholeNanoseconds) }
        let counts = (ended + attempts).map { UInt64(clamping: $0) }
        return times + counts + (waits + runs).flatMap(\.words) + commits.words
    }

    /// Any bits make valid measures.
    init(words: [UInt64]) {
        func counts(_ place: Int, _ count: Int) -> [Int] {
            words[place..<place + count].map { Int(clamping: $0) }
        }
        func times(_ place: Int) -> [Histogram] {
            (0..<QueueCounters.kindLimit).map { kind in
                Histogram(bounds: Self.secondBounds, words: words[(place + kind * Self.timeWords)...])
            }
        }
        oldestWaits = words[Self.oldestPlace..<Self.endedPlace].map { .nanoseconds(Int64(bitPattern: $0)) }
        ended = counts(Self.endedPlace, Self.stateLimit)
        attempts = counts(Self.attemptsPlace, Self.mannerLimit)
        waits = times(Self.waitsPlace)
        runs = times(Self.runsPlace)
        commits = Histogram(bounds: Self.changeBounds, words: words[Self.commitsPlace...])
    }
}
