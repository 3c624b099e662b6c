import Jobs

/// One forkserver as the supervisor's state sees it. Slot `n` of the processors belongs to the forkserver whose
/// place is `n` modulo their number, so that each has its share of the slots however many there are.
struct ForkserverState: Sendable {
    let equipment: Equipment
    var phase = Phase.down(since: nil)
    /// How often in a row it was lost before it was ready.
    var losses = 0
    /// Monotonic time before which nothing is forked, after forking failed.
    var forkNotBefore: Duration = .zero
    /// Processors that ended while they waited for a job: how many since when.
    private var idleDeaths = (count: 0, since: Duration.zero)
    var watch = ForkserverWatch()
    /// How many processors a job of its can use beside its own.
    private(set) var lendable = 0

    init(_ equipment: Equipment) {
        self.equipment = equipment
    }

    /// Where it stands.
    enum Phase: Hashable, Sendable {
        /// Not running; nil before the first start.
        case down(since: Duration?)
        case starting
        case ready
    }

    /// Grows from 50 ms to 5 s with each loss in a row, so that a forkserver that cannot live does not spin.
    var restartDelay: Duration {
        losses == 0 ? .zero : min(.milliseconds(25) * (1 << min(losses, 8)), .seconds(5))
    }

    /// When it is to be started; nil while it runs.
    var restartTime: Duration? {
        guard case .down(let since) = phase else { return nil }
        return (since ?? .zero) + restartDelay
    }

    /// A processor ended while it waited for a job. Somebody may have killed all of them, once, which holds nothing up;
    /// where those that take their place end as well, more than the `warm` ones that are kept, forking pauses.
    mutating func lostIdle(warm: Int, pause: Duration, _ now: Moment) {
        if now.monotonic - idleDeaths.since > .seconds(1) { idleDeaths = (0, now.monotonic) }
        idleDeaths.count += 1
        if idleDeaths.count > warm { forkNotBefore = now.monotonic + pause }
    }

    mutating func starts(_ now: Moment) {
        phase = .starting
        watch.starts(now.monotonic)
    }

    mutating func isLost(_ now: Moment) {
        watch = ForkserverWatch()
        phase = .down(since: now.monotonic)
        losses += 1
    }

    mutating func isReady(lendable: Int) {
        phase = .ready
        self.lendable = lendable
        watch.isReady()
        losses = 0
    }
}
