/// What the forkserver owes an answer for, and since when. One that does not answer is as good as dead.
struct ForkserverWatch: Sendable {
    /// It loads the models meanwhile, from a disk that may be slow.
    static let startLimit = Duration.seconds(60)
    /// The first fork comes after a rehearsal, for which there is the time of a start.
    static let forkLimit = Duration.seconds(10)
    /// For a killed processor to be reaped.
    static let reapLimit = Duration.seconds(10)

    /// Monotonic times.
    private var start: Duration?
    private var forks: [Int: Duration] = [:]
    private var hasEverForked = false
    private var kills: [Int: Duration] = [:]

    mutating func starts(_ now: Duration) {
        self = ForkserverWatch()
        start = now
    }

    mutating func isReady() { start = nil }

    mutating func forks(_ slot: Int, _ now: Duration) { forks[slot] = now }

    mutating func hasForked(_ slot: Int) {
        forks[slot] = nil
        hasEverForked = true
    }

    /// Only the first kill of a processor begins the wait.
    mutating func kills(_ slot: Int, _ now: Duration) { kills[slot] = kills[slot] ?? now }

    mutating func hasReaped(_ slot: Int) { kills[slot] = nil }

    /// Gives it that much more time for everything.
    mutating func postpone(by time: Duration) {
        start = start.map { $0 + time }
        forks = forks.mapValues { $0 + time }
        kills = kills.mapValues { $0 + time }
    }

    /// For a fork.
    private var patience: Duration { hasEverForked ? Self.forkLimit : Self.startLimit }

    /// What it has not done in time, in words for the log; nil while all is well.
    func failure(at now: Duration) -> String? {
        if let start, now >= start + Self.startLimit { return "is not ready after \(Self.startLimit)" }
        if forks.values.contains(where: { now >= $0 + patience }) {
            return "has not answered a fork for \(patience)"
        }
        if kills.values.contains(where: { now >= $0 + Self.reapLimit }) {
            return "has not reaped a killed processor for \(Self.reapLimit)"
        }
        return nil
    }

    /// When `failure` may next have something to say; nil when nothing is owed.
    var deadline: Duration? {
        var times = forks.values.map { $0 + patience } + kills.values.map { $0 + Self.reapLimit }
        if let start { times.append(start + Self.startLimit) }
        return times.min()
    }
}
