/// Idle processors that a job holds beside its own.
struct RunningLoan: Hashable, Sendable {
    /// So many now.
    private(set) var processors = 0
    /// Monotonic time from which on there are so many.
    private var since: Duration = .zero
    /// Of what was held before.
    private var held: Duration = .zero

    /// From `now` on the job holds `processors`.
    mutating func change(to processors: Int, at now: Duration) {
        held = time(at: now)
        (self.processors, since) = (processors, now)
    }

    /// Processor time that was held until `now`.
    func time(at now: Duration) -> Duration {
        held + (now - since) * processors
    }
}
