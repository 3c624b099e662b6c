import Jobs
import Scheduling

/// A full `FairQueue` with its audit, as the supervisor keeps it, in which jobs begin, end and come back.
struct DispatchLoad {
    private let users: [UserName]
    private var queue = FairQueue()
    private var lastSequence: Int64 = 0
    private var turns = 0

    init(jobs: Int, users count: Int) {
        queue.audit = ShareAudit()
        users = (0..<count).compactMap { UserName("user\($0)") }
        for number in users.indices where number % 3 == 0 {
            queue.setWeight(Weight(2) ?? .normal, of: users[number])
        }
        for number in 0..<jobs { submit(of: users[number % count]) }
    }

    /// Begins the next job, ends it and has its user submit another.
    /// - Returns: how long the decision took which job it is, and how long all of it.
    mutating func turn(_ clock: ContinuousClock) -> (decision: Duration, all: Duration)? {
        turns += 1
        let begun = clock.now
        // A hundred turns a second: the windows of the audit move on too.
        queue.advance(to: .milliseconds(10 * turns))
        guard let job = queue.dequeue() else { return nil }
        queue.audit?.begin(job.user, waited: 1)
        let decided = clock.now
        queue.charge(job.user, predicted: job.cost, held: job.cost * 1.25)
        submit(of: job.user)
        return (begun.duration(to: decided), begun.duration(to: clock.now))
    }

    private mutating func submit(of user: UserName) {
        lastSequence += 1
        let cost = 0.1 + Double(lastSequence * 7919 % 1000) / 250
        queue.enqueue(
            WaitingJob(
                id: JobID(high: 0, low: UInt64(lastSequence)), user: user, sequence: lastSequence, cost: cost)
        )
    }
}
