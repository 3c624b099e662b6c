import Jobs
import JobStore
import Scheduling

/// What jobs cost, learned from those that were completed.
extension SupervisorState {
    /// What was learned goes to the store at most so often, with the end of the job that it was learned from: a
    /// sudden end of everything forgets no more.
    static var costInterval: Duration { .seconds(5) }

    mutating func learnCost(of work: ProcessorSlot.Work, _ now: Moment) {
        guard let job = jobs[work.job] else { return }
        costs.learn(
            kind: job.kind, options: job.options, image: job.image,
            seconds: Self.held(work, now))
    }

    /// Sends what was learned to the store, where that is due.
    mutating func keepCostsWhenDue(_ now: Moment) {
        if now.monotonic - costsKept >= Self.costInterval { keepCosts(now) }
    }

    mutating func keepCosts(_ now: Moment) {
        costsKept = now.monotonic
        let news = costs.takeNews()
        if !news.isEmpty { batches.append(.learn(news)) }
    }
}
