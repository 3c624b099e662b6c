import Logging

/// Whether nginx takes events, and what there is to say when that changes.
struct Outage {
    private var isOut = false
    private var notBefore: ContinuousClock.Instant?

    /// Whether it is worth a try: one that hangs costs time at each.
    func mayTry(at now: ContinuousClock.Instant) -> Bool { notBefore.map { now >= $0 } ?? true }

    /// Takes note of what became of an event.
    /// - Returns: what the log is told: once when an outage begins, and once when it ends.
    mutating func note(
        _ outcome: EventConnection.Outcome, at now: ContinuousClock.Instant, pause: Duration
    ) -> (level: Logger.Level, message: String)? {
        let wasOut = isOut
        switch outcome {
        case .published:
            (isOut, notBefore) = (false, nil)
            return wasOut ? (.notice, "nginx takes events again") : nil
        case .failed(let status):
            isOut = true
            // One that answers is there: this event is lost, the next may not be.
            notBefore = status == 0 ? now + pause : nil
            let reason = status == 0 ? "it does not answer" : "it says \(status)"
            return wasOut ? nil : (.warning, "nginx takes no events, they are dropped: \(reason)")
        }
    }
}
