/// The state of the queue in numbers, by the supervisor.
package struct QueueCounters: Hashable, Sendable {
    /// Jobs that could run if a processor were free.
    package var waiting: Int
    /// Jobs with a processor.
    package var running: Int
    package var processorsAlive: Int
    /// As many as the settings ask for.
    package var processorsWanted: Int
    /// Whether the models are loaded and processors can be forked.
    package var forkserverReady: Bool
    /// How long the job has waited that waits longest; zero when none waits.
    package var oldestWait: Duration = .zero
    /// Since the supervisor started: jobs taken in, and jobs ended one way or the other.
    package var accepted = 0
    package var completed = 0
    package var failed = 0
    /// Jobs that ended within the last whole second, and within the last minute.
    package var endedInSecond = 0
    package var endedInMinute = 0
    /// Jobs that wait for their time.
    package var scheduled = 0
    /// Users who have a job that has not ended.
    package var users = 0
    /// Since the supervisor started: events that nginx took, and events that were dropped.
    package var eventsPublished = 0
    package var eventsDropped = 0
    /// Requests that wait for the end of a job without a thread.
    package var parked = 0
    /// Waiting jobs by the number of their kind, `kindLimit` of them.
    package var waitingByKind = [Int](repeating: 0, count: kindLimit)
    /// Users with the most jobs that have not ended, most first, up to `userLimit` of them.
    package var jobsByUser: [UserLoad] = []
    /// When they were published, by `MonotonicTime`.
    package var beat: Duration

    /// How many kinds are counted apart.
    package static let kindLimit = 16
    /// How many users are named.
    package static let userLimit = 8

    package init(
        waiting: Int, running: Int, processorsAlive: Int, processorsWanted: Int, forkserverReady: Bool,
        beat: Duration
    ) {
        self.waiting = waiting
        self.running = running
        self.processorsAlive = processorsAlive
        self.processorsWanted = processorsWanted
        self.forkserverReady = forkserverReady
        self.beat = beat
    }
}

extension QueueCounters {
    /// How many words they take in the segment.
    static let wordCount = firstUserWord + userLimit * UserLoad.wordCount
    static let firstUserWord = firstKindWord + kindLimit
    private static let firstKindWord = 17

    /// The words in the segment; a count that is negative becomes 0, a user whose name does not fit is left out.
    var words: [UInt64] {
        let counts = [
            waiting, running, processorsAlive, processorsWanted, accepted, completed, failed, endedInSecond,
            endedInMinute, scheduled, users, eventsPublished, eventsDropped, parked,
        ]
        let kinds = (0..<Self.kindLimit).map { waitingByKind.indices.contains($0) ? waitingByKind[$0] : 0 }
        let times = [beat, oldestWait].map { UInt64(bitPattern: $0.wholeNanoseconds) }
        return times + [forkserverReady ? 1 : 0] + (counts + kinds).map { UInt64(clamping: $0) } + userWords
    }

    private var userWords: [UInt64] {
        let named = jobsByUser.compactMap(\.words).prefix(Self.userLimit)
        let free = [UInt64](repeating: 0, count: UserLoad.wordCount)
        return (0..<Self.userLimit).flatMap { named.indices.contains($0) ? named[$0] : free }
    }

    /// Any bits make valid counters: a user whose words cannot be is left out.
    init(words: [UInt64]) {
        func count(_ index: Int) -> Int { Int(clamping: words[index]) }
        self.init(
            waiting: count(3), running: count(4), processorsAlive: count(5), processorsWanted: count(6),
            forkserverReady: words[2] != 0, beat: .nanoseconds(Int64(bitPattern: words[0])))
        oldestWait = .nanoseconds(Int64(bitPattern: words[1]))
        (accepted, completed, failed) = (count(7), count(8), count(9))
        (endedInSecond, endedInMinute) = (count(10), count(11))
        (scheduled, users) = (count(12), count(13))
        (eventsPublished, eventsDropped, parked) = (count(14), count(15), count(16))
        waitingByKind = words[Self.firstKindWord..<Self.firstUserWord].map { Int(clamping: $0) }
        jobsByUser = (0..<Self.userLimit).compactMap { place in
            UserLoad(words: words[(Self.firstUserWord + place * UserLoad.wordCount)...])
        }
    }
}
