import Jobs
import Testing
import TestSupport

@testable import Scheduling

@Suite struct OutlookTests {
    private func user(_ name: String) -> UserName { UserName(name) ?? .guest }

    private func job(_ sequence: Int64, _ name: String, cost: Double = 1) -> WaitingJob {
        WaitingJob(
            id: JobID(high: 0, low: UInt64(sequence)), user: user(name), sequence: sequence, cost: cost)
    }

    @Test func `A user alone waits for nothing but the jobs before`() {
        var queue = FairQueue()
        for sequence in 1...4 { queue.enqueue(job(Int64(sequence), "ann", cost: 2)) }
        let outlook = queue.outlook(of: user("ann"), limit: 3)
        #expect(outlook.map(\.ownAhead) == [0, 1, 2])
        #expect(outlook.map(\.ahead) == [0, 1, 2])
        #expect(outlook.map(\.workAhead) == [0, 2, 4])
    }

    @Test func `Beside a user with much work, each own job comes after as much of it`() {
        var queue = FairQueue()
        for sequence in 1...100 { queue.enqueue(job(Int64(sequence), "ann")) }
        for sequence in 101...103 { queue.enqueue(job(Int64(sequence), "bob")) }
        let outlook = queue.outlook(of: user("bob"), limit: 10)
        #expect(outlook.map(\.ahead) == [1, 2, 4])
        #expect(outlook.map(\.workAhead) == [1, 2, 4])
    }

    @Test func `What is taken out, from wherever, is not waited for`() {
        var queue = FairQueue()
        for sequence in 1...5 { queue.enqueue(job(Int64(sequence), "ann")) }
        queue.remove(sequence: 2, of: user("ann"))
        _ = queue.dequeue()
        let outlook = queue.outlook(of: user("ann"), limit: 10)
        #expect(outlook.map(\.id.low) == [3, 4, 5])
        #expect(outlook.map(\.workAhead) == [0, 1, 2])
        #expect(queue.outlook(of: user("bob"), limit: 10).isEmpty)
    }

    @Test func `The sums are those of what waits, whatever came and went`() {
        var (queue, random) = (FairQueue(), SplitMix64(state: 3))
        var waiting: [Int64: WaitingJob] = [:]
        for sequence in Int64(1)...3000 {
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                if let served = queue.dequeue() { waiting[served.sequence] = nil }
            case 1:
                let victim = Int64.random(in: 1...sequence, using: &random)
                if let job = waiting[victim], queue.remove(sequence: victim, of: job.user) {
                    waiting[victim] = nil
                }
            default:
                let next = job(sequence, "u\(Int.random(in: 0..<5, using: &random))", cost: 0.5)
                queue.enqueue(next)
                waiting[sequence] = next
            }
        }
        #expect(queue.count == waiting.count)
        #expect(queue.waitingUsers == Set(waiting.values.map(\.user)).count)
        #expect(abs(queue.backlogs.total.work - waiting.values.reduce(0) { $0 + $1.cost }) < 1e-6)
    }

    @Test func `Users who came with a job each are served in the order in which they came`() throws {
        var queue = FairQueue()
        for sequence in 1...500 { queue.enqueue(job(Int64(sequence), "u\(sequence)")) }
        for sequence in [1, 2, 250, 500] as [Int64] {
            let name = user("u\(sequence)")
            let outlook = try #require(
                queue.outlook(
                    of: JobID(high: 0, low: UInt64(sequence)), sequence: sequence, priority: .normal,
                    user: name))
            #expect(outlook.ahead == Int(sequence) - 1)
            #expect(outlook.workAhead == Double(sequence - 1))
        }
    }

    @Test func `Of users who have little, no more is waited for than they have`() throws {
        var queue = FairQueue()
        for sequence in 1...50 { queue.enqueue(job(Int64(sequence), "u\(sequence)")) }
        for sequence in 51...1050 { queue.enqueue(job(Int64(sequence), "ann")) }
        for sequence in 1051...2050 { queue.enqueue(job(Int64(sequence), "bob")) }
        let outlook = try #require(queue.outlook(of: user("bob"), limit: 1000).last)
        // The fifty's, and as much of ann's as of bob's own.
        #expect(outlook.workAhead == 999 + 999 + 50)
    }

    @Test func `Twice the weight is half the work of others ahead`() throws {
        var queue = FairQueue()
        queue.setWeight(try #require(Weight(2)), of: user("bob"))
        for sequence in 1...1000 { queue.enqueue(job(Int64(sequence), "ann")) }
        for sequence in 1001...1101 { queue.enqueue(job(Int64(sequence), "bob")) }
        #expect(queue.outlook(of: user("bob"), limit: 101).last?.workAhead == 150)
        #expect(abs(queue.promisedShare(of: user("bob")) - 2 / 3) < 1e-9)
        #expect(abs(queue.promisedShare(of: user("new")) - 1 / 4) < 1e-9)
    }

    /// The estimate beside what the queue then does, for jobs anywhere in random queues: to within half a round of all
    /// sixty users.
    @Test(arguments: 0..<20 as Range<UInt64>)
    func `A job anywhere in the queue begins about where its outlook says`(seed: UInt64) throws {
        var (queue, random) = (FairQueue(), SplitMix64(state: seed))
        var jobs: [WaitingJob] = []
        for sequence in 1...Int64(800) {
            // Some have much, most little.
            let part = Double.random(in: 0..<1, using: &random)
            let name = "u\(Int(part * part * 60))"
            var next = job(sequence, name, cost: Double.random(in: 0.2...3, using: &random))
            next.priority = Priority(Int.random(in: -1...1, using: &random)) ?? .normal
            jobs.append(next)
            queue.enqueue(next)
            if Int.random(in: 0..<10, using: &random) == 0 { _ = queue.dequeue() }
        }
        let outlooks = Dictionary(
            uniqueKeysWithValues: jobs.compactMap { job in
                queue.outlook(
                    of: job.id, sequence: job.sequence, priority: job.priority, user: job.user
                ).map { (job.id, $0) }
            })
        #expect(outlooks.count == queue.count)
        let all = queue.count
        var (work, place) = (0.0, 0)
        while let served = queue.dequeue() {
            let outlook = try #require(outlooks[served.id])
            #expect(abs(outlook.ahead - place) < 10 + all / 10, "seed \(seed), place \(place)")
            #expect(abs(outlook.workAhead - work) < 48 + 0.1 * work, "seed \(seed), work \(work)")
            work += served.cost
            place += 1
        }
    }

    @Test(arguments: [
        ([0.0], 3.0, 3.0), ([2], 0, 2), ([2], 3, 5), ([1, 10], 0, 1), ([1, 10], 4, 5), ([1, 3], 6, 5),
        ([0, 0, 0], 6, 2),
    ])
    func `Work is done by whichever processors are free`(processors: [Double], work: Double, end: Double) {
        #expect(abs(WorkAhead.time(of: work, on: processors) - end) < 1e-9)
    }
}
