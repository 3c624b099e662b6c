import Jobs
import JobStore
import Logging

extension SupervisorState {
    /// No job begins any more; those that run have `drain` to end. The second time they have no more.
    mutating func stop(_ now: Moment) {
        guard !isStopping else { return handBack(now) }
        keepCosts(now)
        isStopping = true
        drainEnd = now.monotonic + drain
        let running = slots.count(where: \.isBusy) + errands.count
        guard running > 0, drain > .zero else { return }
        actions.append(.log(.notice, "stopping; \(running) jobs may go on for \(drain)"))
    }

    /// While jobs that run may still end, everything is taken in for the next supervisor to carry on with.
    var takesCommands: Bool {
        !isStopping || (drainEnd != nil && (slots.contains(where: \.isBusy) || !errands.isEmpty))
    }

    /// Hands back what has not ended in time.
    mutating func endDrain(_ now: Moment) {
        guard let drainEnd, now.monotonic >= drainEnd else { return }
        handBack(now)
    }

    /// Jobs that run wait again; their processors end with the supervisor.
    private mutating func handBack(_ now: Moment) {
        drainEnd = nil
        handBackErrands(now)
        for slot in slots.indices {
            guard case .busy(_, let work) = slots[slot] else { continue }
            guard endings[work.job] == nil else {
                endAsCancelled(work, nil, now)
                continue
            }
            batches.append(.requeue(work.job, Attempt(work, end: .handedBack, at: now)))
            actions.append(
                .log(
                    .notice, "job \(work.job) is handed back: it runs again at the next start",
                    about: subject(work)))
        }
        slots = slots.map { _ in .free }
    }
}
