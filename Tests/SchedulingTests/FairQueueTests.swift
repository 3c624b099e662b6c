import Jobs
import Scheduling
import TestSupport
import Testing

@Suite struct FairQueueTests {
    private static func user(_ name: String) throws -> UserName { try #require(UserName(name)) }

    private static func job(_ sequence: Int64, _ user: UserName, cost: Double = 1) -> WaitingJob {
        WaitingJob(
            id: JobID(high: 0, low: UInt64(sequence)), user: user, sequence: sequence, cost: cost)
    }

    private static func drain(_ queue: inout FairQueue) -> [Int64] {
        var order: [Int64] = []
        while let job = queue.dequeue() { order.append(job.sequence) }
        return order
    }

    @Test func `The first job is the one that is served next, whatever came and went before`() throws {
        let users = try ["alice", "bob", "carol"].map(Self.user)
        var (queue, random) = (FairQueue(), SplitMix64(state: 7))
        for sequence in 1...2000 {
            let (sequence, user) = (Int64(sequence), users[Int.random(in: 0..<3, using: &random)])
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                let expected = queue.first
                let served = queue.dequeue()
                #expect(served == expected)
                if let served { queue.charge(served.user, predicted: served.cost, held: 2) }
            case 1: queue.remove(sequence: sequence - 3, of: user)
            default: queue.enqueue(Self.job(sequence, user))
            }
        }
        #expect(queue.count > 0 && queue.first != nil)
    }

    @Test func oneUserIsServedInOrderOfSubmission() throws {
        let alice = try Self.user("alice")
        var queue = FairQueue()
        for sequence in 1...50 { queue.enqueue(Self.job(Int64(sequence), alice)) }
        #expect(queue.count == 50)
        #expect(Self.drain(&queue) == (1...50).map(Int64.init))
        #expect(queue.isEmpty)
    }

    @Test func twoUsersAlternateHoweverLongOneBacklogIs() throws {
        let (alice, bob) = (try Self.user("alice"), try Self.user("bob"))
        var queue = FairQueue()
        for sequence in 1...1000 { queue.enqueue(Self.job(Int64(sequence), alice)) }
        for sequence in 1001...1003 { queue.enqueue(Self.job(Int64(sequence), bob)) }
        let served = (0..<6).compactMap { _ in queue.dequeue()?.user.text }
        #expect(served.filter { $0 == "bob" }.count == 3)
    }

    @Test func aNewcomerIsServedNextAfterALongBacklogWasPartlyServed() throws {
        let (alice, bob) = (try Self.user("alice"), try Self.user("bob"))
        var queue = FairQueue()
        for sequence in 1...1000 { queue.enqueue(Self.job(Int64(sequence), alice)) }
        for _ in 0..<500 { _ = queue.dequeue() }
        queue.enqueue(Self.job(2000, bob))
        let next = (0..<2).compactMap { _ in queue.dequeue()?.user }
        #expect(next.contains(bob))
    }

    @Test func sharesFollowCostNotCount() throws {
        let (heavy, light) = (try Self.user("heavy"), try Self.user("light"))
        var queue = FairQueue()
        for sequence in 0..<100 { queue.enqueue(Self.job(Int64(2 * sequence), heavy, cost: 10)) }
        for sequence in 0..<1000 { queue.enqueue(Self.job(Int64(2 * sequence + 1), light, cost: 1)) }
        var time: [UserName: Double] = [:]
        for _ in 0..<550 {
            guard let job = queue.dequeue() else { break }
            time[job.user, default: 0] += job.cost
        }
        let difference = abs(time[heavy, default: 0] - time[light, default: 0])
        #expect(difference <= 11, "start-time fair queueing bounds the gap by the two largest jobs")
    }

    @Test func aWrongPredictionIsMadeGood() throws {
        let (sly, plain) = (try Self.user("sly"), try Self.user("plain"))
        var queue = FairQueue()
        for sequence in 0..<400 {
            queue.enqueue(Self.job(Int64(2 * sequence), sly, cost: 0.1))
            queue.enqueue(Self.job(Int64(2 * sequence + 1), plain, cost: 1))
        }
        var held: [UserName: Double] = [:]
        for _ in 0..<200 {
            guard let job = queue.dequeue() else { break }
            held[job.user, default: 0] += 1
            queue.charge(job.user, predicted: job.cost, held: 1)
        }
        #expect(abs(held[sly, default: 0] - held[plain, default: 0]) <= 2)
    }

    @Test func aReturnedJobStandsBeforeItsOwnersLaterOnes() throws {
        let alice = try Self.user("alice")
        var queue = FairQueue()
        for sequence in 1...4 { queue.enqueue(Self.job(Int64(sequence), alice)) }
        let served = queue.dequeue()
        let first = try #require(served)
        _ = queue.dequeue()
        queue.enqueue(first)
        #expect(Self.drain(&queue) == [1, 3, 4])
    }

    @Test func aRemovedJobIsNotServedAndTheCountIsRight() throws {
        let (alice, bob) = (try Self.user("alice"), try Self.user("bob"))
        var queue = FairQueue()
        for sequence in 1...6 { queue.enqueue(Self.job(Int64(sequence), alice)) }
        // The third is gone already, the fourth is not his, the fifth was never there.
        let wishes: [(Int64, UserName)] = [(1, alice), (4, alice), (4, alice), (2, bob), (99, alice)]
        let removed = wishes.map { queue.remove(sequence: $0, of: $1) }
        #expect(removed == [true, true, false, false, false])
        #expect(queue.count == 4)
        #expect(Self.drain(&queue) == [2, 3, 5, 6])
        #expect(queue.isEmpty)
    }

    @Test func removingAllOfAUsersJobsLeavesTheOthersTheirs() throws {
        let (alice, bob) = (try Self.user("alice"), try Self.user("bob"))
        var queue = FairQueue()
        for sequence in 1...100 { queue.enqueue(Self.job(Int64(sequence), sequence % 2 == 0 ? alice : bob)) }
        for sequence in stride(from: 100, through: 2, by: -2) {
            queue.remove(sequence: Int64(sequence), of: alice)
        }
        #expect(queue.count == 50)
        queue.enqueue(Self.job(101, alice))
        #expect(Set(Self.drain(&queue)) == Set(stride(from: 1, through: 101, by: 2).map(Int64.init)))
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func aQueueWithRemovalsServesWhatAQueueWithoutThoseJobsServes(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let users = try (0..<3).map { try Self.user("user\($0)") }
        var queue = FairQueue()
        var waiting: [Int64: UserName] = [:]
        for sequence in 1...2000 as ClosedRange<Int64> {
            let user = users[Int.random(in: 0..<3, using: &random)]
            queue.enqueue(Self.job(sequence, user))
            waiting[sequence] = user
            if Bool.random(using: &random), let (gone, owner) = waiting.randomElement(using: &random) {
                waiting[gone] = nil
                let wasThere = queue.remove(sequence: gone, of: owner)
                #expect(wasThere)
            }
            if Int.random(in: 0..<5, using: &random) == 0, let job = queue.dequeue() {
                #expect(waiting.removeValue(forKey: job.sequence) == job.user)
            }
            #expect(queue.count == waiting.count)
        }
        #expect(Set(Self.drain(&queue)) == Set(waiting.keys))
    }

    @Test(arguments: 0..<20 as Range<UInt64>)
    func everyJobIsServedOnceAndOnlyInItsUsersOrder(seed: UInt64) throws {
        var random = SplitMix64(state: seed)
        let users = try (0..<7).map { try Self.user("user\($0)") }
        var queue = FairQueue()
        var served: [UserName: [Int64]] = [:]
        var submitted: Int64 = 0
        while submitted < 2000 || !queue.isEmpty {
            if submitted < 2000, Bool.random(using: &random) {
                submitted += 1
                let cost = Double.random(in: 0.01...5, using: &random)
                queue.enqueue(Self.job(submitted, users[Int.random(in: 0..<7, using: &random)], cost: cost))
            } else if let job = queue.dequeue() {
                served[job.user, default: []].append(job.sequence)
                let held = Double.random(in: 0.01...5, using: &random)
                queue.charge(job.user, predicted: job.cost, held: held)
            }
        }
        #expect(served.values.map(\.count).reduce(0, +) == 2000)
        #expect(served.values.allSatisfy { $0 == $0.sorted() })
        #expect(Set(served.values.joined()).count == 2000)
    }
}
