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
        #expect(outlook.map(\.ahead) == [0, 2, 4])
        #expect(outlook.map(\.workAhead) == [0, 2, 4])
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
        #expect(abs(queue.waitingCost - waiting.values.reduce(0) { $0 + $1.cost }) < 1e-6)
    }

    @Test(arguments: [
        ([0.0], 3.0, 3.0), ([2], 0, 2), ([2], 3, 5), ([1, 10], 0, 1), ([1, 10], 4, 5), ([1, 3], 6, 5),
        ([0, 0, 0], 6, 2),
    ])
    func `Work is done by whichever processors are free`(processors: [Double], work: Double, end: Double) {
        #expect(abs(WorkAhead.time(of: work, on: processors) - end) < 1e-9)
    }
}
