import Jobs
import TestSupport
import Testing

@testable import Scheduling

/// What the audit says of histories of which more is known.
@Suite struct ShareAuditTests {
    private static func user(_ name: String) throws -> UserName { try #require(UserName(name)) }

    private static func job(_ sequence: Int64, _ user: UserName, _ cost: Double) -> WaitingJob {
        WaitingJob(id: JobID(high: 0, low: UInt64(sequence)), user: user, sequence: sequence, cost: cost)
    }

    private static func audited() -> FairQueue {
        var queue = FairQueue()
        queue.audit = ShareAudit()
        queue.advance(to: .seconds(1000))
        return queue
    }

    /// Serves jobs one after the other on one processor, each for what was predicted.
    private static func serve(_ queue: inout FairQueue, seconds: Double, from: Double) -> Double {
        var now = from
        while now < from + seconds, let job = queue.dequeue() {
            now += job.cost
            queue.advance(to: .seconds(now))
            queue.charge(job.user, predicted: job.cost, held: job.cost)
        }
        return now
    }

    private static func sums(
        _ queue: inout FairQueue, _ user: UserName, _ window: ShareWindow = .minute
    ) throws -> ShareAudit.Sums {
        let report = queue.audit?.report(limit: 10)
        return try #require(report?.shares.first { $0.user == user }).windows[window.rawValue]
    }

    @Test func `Who always has something waiting is promised by weight, and gets it`() throws {
        let (ann, bob) = (try Self.user("ann"), try Self.user("bob"))
        var queue = Self.audited()
        queue.setWeight(try #require(Weight(3)), of: ann)
        for sequence in 0..<2000 as Range<Int64> {
            queue.enqueue(Self.job(sequence, sequence % 2 == 0 ? ann : bob, sequence % 2 == 0 ? 0.5 : 0.2))
        }
        _ = Self.serve(&queue, seconds: 80, from: 1000)
        for (user, promised) in [(ann, 60.0), (bob, 20.0)] {
            let sums = try Self.sums(&queue, user, .hour)
            #expect(abs(sums.promised - promised) < 1)
            #expect(abs(sums.received - promised) < 1)
        }
        let fairness = try #require(queue.audit?.report(limit: 1).fairness)
        #expect(fairness[ShareWindow.minute.rawValue].contenders == 2)
        #expect(fairness[ShareWindow.minute.rawValue].jain > 0.99)
        // Nobody waited all through the hour.
        #expect(fairness[ShareWindow.hour.rawValue].contenders == 0)
    }

    @Test func `All that is promised is received by somebody, whatever happens`() {
        for seed in 0..<200 as Range<UInt64> {
            var (queue, random) = (Self.audited(), SplitMix64(state: seed))
            let users = ["ann", "bob", "carol", "dave"].compactMap(UserName.init)
            var (now, held, running) = (1000.0, 0.0, [(job: WaitingJob, factor: Double)]())
            for sequence in 0..<300 as Range<Int64> {
                let user = users[Int.random(in: users.indices, using: &random)]
                if Int.random(in: 0..<20, using: &random) == 0 {
                    queue.setWeight(Weight(Double.random(in: 0.1...10, using: &random)) ?? .normal, of: user)
                }
                queue.enqueue(Self.job(sequence, user, Double.random(in: 0.1...3, using: &random)))
                now += Double.random(in: 0...0.02, using: &random)
                queue.advance(to: .seconds(now))
                let factor = Double.random(in: 0.2...5, using: &random)
                if running.count < 3, let job = queue.dequeue(factor: factor) {
                    running.append((job, factor))
                }
                if let ended = running.first, Bool.random(using: &random) {
                    running.removeFirst()
                    let took = ended.job.cost * Double.random(in: 0.3...3, using: &random)
                    queue.charge(ended.job.user, predicted: ended.job.cost, held: took, factor: ended.factor)
                    held += took / ended.factor
                }
            }
            held += running.reduce(0) { $0 + $1.job.cost / $1.factor }
            let report = queue.audit?.report(limit: 10).shares ?? []
            for window in [ShareWindow.hour, .day] {
                let sums = report.map { $0.windows[window.rawValue] }
                #expect(abs(sums.map(\.received).reduce(0, +) - held) < 1e-6, "seed \(seed)")
                #expect(abs(sums.map(\.promised).reduce(0, +) - held) < 1e-6, "seed \(seed)")
            }
        }
    }

    @Test func `Promised and received differ by no more than the bound`() {
        for seed in 0..<200 as Range<UInt64> {
            var history = FairHistory(seed: seed, exact: true, isAudited: true)
            for _ in 0..<60 {
                _ = history.step(submissions: 6)
                while history.begin() != nil {}
                _ = history.end()
            }
            let windows = history.users.indices.map(history.window)
            let weights = history.users.map(\.weight.value)
            for share in history.shares {
                guard let user = history.users.firstIndex(where: { $0.name == share.user }) else { continue }
                // Against every other user no more than both windows, and so against what all together got.
                let bound = weights[user] * (windows[user] + (windows.max() ?? 0))
                let sums = share.windows[ShareWindow.day.rawValue]
                #expect(
                    abs(sums.promised - sums.received) <= Double(history.claimsBegun(user) + 1) * bound
                        + 1e-6,
                    "seed \(seed) \(share)")
            }
        }
    }

    @Test func `Nothing is promised to a user without a job that may run`() throws {
        let (ann, bob) = (try Self.user("ann"), try Self.user("bob"))
        var queue = FairQueue(mostRunning: 1)
        queue.audit = ShareAudit()
        queue.enqueue(Self.job(1, ann, 10))
        queue.enqueue(Self.job(2, ann, 10))
        _ = queue.dequeue()
        for sequence in 3..<6 as Range<Int64> {
            queue.enqueue(Self.job(sequence, bob, 1))
            if let job = queue.dequeue() { queue.charge(job.user, predicted: 1, held: 1) }
        }
        #expect(try Self.sums(&queue, ann).promised == 10)
        #expect(try Self.sums(&queue, bob) == ShareAudit.Sums(promised: 3, received: 3, longestWait: 0))
    }

    @Test func `A window forgets what is older than it, and keeps at least half of it`() throws {
        let ann = try Self.user("ann")
        var queue = Self.audited()
        for sequence in 0..<1000 as Range<Int64> { queue.enqueue(Self.job(sequence, ann, 1)) }
        _ = Self.serve(&queue, seconds: 100, from: 1000)
        let minute = try Self.sums(&queue, ann, .minute)
        #expect((30...61).contains(minute.promised) && (30...61).contains(minute.received))
        #expect(try Self.sums(&queue, ann, .hour).promised == 100)
        queue.audit?.begin(ann, waited: 7)
        #expect(try Self.sums(&queue, ann).longestWait == 7)
        queue.advance(to: .seconds(1200))
        #expect(try Self.sums(&queue, ann) == ShareAudit.Sums(promised: 0, received: 0, longestWait: 0))
    }

    @Test func `Memory is bounded, and who did nothing for a day is forgotten`() {
        var queue = FairQueue()
        queue.audit = ShareAudit(mostUsers: 1000)
        for sequence in 0..<3000 as Range<Int64> {
            guard let user = UserName("user\(sequence)") else { continue }
            queue.enqueue(Self.job(sequence, user, 1))
            if let job = queue.dequeue() { queue.charge(job.user, predicted: 1, held: 1) }
        }
        #expect(queue.audit?.count == 1000)
        #expect(queue.audit?.report(limit: 32).shares.count == 32)
        queue.advance(to: .seconds(3 * 86_400))
        #expect(queue.audit?.count == 0)
    }
}
