import Jobs

/// What has come and gone since the supervisor started, and how fast jobs end now.
struct JobTally: Sendable {
    var accepted = 0
    private(set) var completed = 0
    private(set) var failed = 0
    /// Ends of the last minute and the second under way, each at its second's place.
    private var ends = [(second: Int64, count: Int)](repeating: (-1, 0), count: 61)

    /// Counts a job's end.
    mutating func end(_ state: JobState, at now: Moment) {
        if state == .completed { completed += 1 }
        if state == .failed { failed += 1 }
        let second = Self.second(now)
        let place = Int(second % 61)
        if ends[place].second != second { ends[place] = (second, 0) }
        ends[place].count += 1
    }

    /// Ends within the last whole second, and within the last 60.
    func recent(at now: Moment) -> (second: Int, minute: Int) {
        let this = Self.second(now)
        let whole = ends.filter { ($0.second >= this - 60) && $0.second < this && $0.second >= 0 }
        return (
            whole.first { $0.second == this - 1 }?.count ?? 0, whole.reduce(0) { $0 + $1.count }
        )
    }

    private static func second(_ now: Moment) -> Int64 { max(0, now.monotonic.components.seconds) }
}
