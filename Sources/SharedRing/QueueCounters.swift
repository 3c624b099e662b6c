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
    /// When they were published, by `MonotonicTime`.
    package var beat: Duration

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
    static let wordCount = 6

    /// The words in the segment; a count that is negative becomes 0.
    var words: [UInt64] {
        [
            UInt64(clamping: waiting), UInt64(clamping: running), UInt64(clamping: processorsAlive),
            UInt64(clamping: processorsWanted), forkserverReady ? 1 : 0,
            UInt64(bitPattern: beat.wholeNanoseconds),
        ]
    }

    init(words: [UInt64]) {
        self.init(
            waiting: Int(clamping: words[0]), running: Int(clamping: words[1]),
            processorsAlive: Int(clamping: words[2]), processorsWanted: Int(clamping: words[3]),
            forkserverReady: words[4] != 0, beat: .nanoseconds(Int64(bitPattern: words[5])))
    }
}
