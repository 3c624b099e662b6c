import Jobs
import Scheduling
import TestSupport
import Testing

/// What `FairQueue` promises, over random histories; a failure names the seed of its history.
@Suite struct FairnessTests {
    private static let steps = 60

    @Test(arguments: [false, true])
    func `Users who claim are charged in the ratio of their weights within the bound at every moment`(
        exact: Bool
    ) {
        for seed in 0..<600 as Range<UInt64> {
            var (history, spread) = (FairHistory(seed: seed, exact: exact), Spread())
            for _ in 0..<Self.steps {
                _ = history.step(submissions: 6)
                spread.look(at: history)
                while history.begin() != nil { spread.look(at: history) }
                _ = history.end()
                spread.look(at: history)
            }
            #expect(spread.isWithinBound(of: history), "seed \(seed), \(spread)")
        }
    }

    @Test func `The bound is that of the users' caps where there are caps`() {
        for seed in 0..<400 as Range<UInt64> {
            var (history, spread) = (FairHistory(seed: seed, isCapped: true), Spread())
            for _ in 0..<Self.steps {
                _ = history.step(submissions: 6)
                spread.look(at: history)
                while history.begin() != nil {
                    spread.look(at: history)
                    #expect(history.users.allSatisfy { $0.running <= history.mostRunning }, "seed \(seed)")
                }
                _ = history.end()
                spread.look(at: history)
            }
            #expect(spread.isWithinBound(of: history), "seed \(seed), \(spread)")
        }
    }

    @Test func `The bound holds with factors of jobs, and between changes of weights`() {
        for seed in 0..<400 as Range<UInt64> {
            var (history, spread) = (FairHistory(seed: seed, hasConditions: true), Spread())
            for step in 0..<Self.steps {
                _ = history.step(submissions: 6)
                if step % 7 == 6 { history.reweigh() }
                spread.look(at: history)
                while history.begin() != nil { spread.look(at: history) }
                _ = history.end()
                spread.look(at: history)
            }
            #expect(spread.isWithinBound(of: history), "seed \(seed), \(spread)")
        }
    }

    @Test func `No weights and factors within a range bring a user below the floor`() throws {
        for seed in 0..<60 as Range<UInt64> {
            var (queue, random, sequence) = (FairQueue(), SplitMix64(state: seed), 0 as Int64)
            let users = try (0..<Int.random(in: 2...6, using: &random)).map { number in
                try #require(UserName("user\(number)"))
            }
            // Weight times factor is 0.1 for the first and 10 for all others: the worst that rules can do.
            var held: [UserName: Double] = [:]
            let light = Double.random(in: 0.1...10, using: &random)
            for user in users {
                queue.setWeight(try #require(Weight(user == users[0] ? light : 2)), of: user)
            }
            func factor(_ user: UserName) -> Double { user == users[0] ? 0.1 / light : 5 }
            func submit(_ user: UserName) {
                sequence += 1
                queue.enqueue(
                    WaitingJob(
                        id: JobID(high: 0, low: UInt64(sequence)), user: user, sequence: sequence, cost: 1))
            }
            for user in users + users { submit(user) }
            for _ in 0..<20_000 {
                let next = queue.first
                let user = try #require(next?.user)
                let served = queue.dequeue(factor: factor(user))
                #expect(served == next)
                queue.charge(user, predicted: 1, held: 1, factor: factor(user))
                held[user, default: 0] += 1
                submit(user)
            }
            let floor = 1 / (1 + 100 * Double(users.count - 1))
            let least = held[users[0], default: 0]
            #expect(least >= 20_000 * floor - 2, "seed \(seed): \(least) s with \(users.count) users")
        }
    }

    @Test(arguments: [false, true])
    func `No processor idles while a job waits that may run, and every job is served once`(isCapped: Bool) {
        for seed in 0..<400 as Range<UInt64> {
            var history = FairHistory(seed: seed, isCapped: isCapped)
            for _ in 0..<Self.steps {
                let wasThere = history.step()
                #expect(wasThere, "seed \(seed)")
                while history.begin() != nil {}
                let isIdle = history.busy < history.processors
                #expect(!isIdle || !history.users.indices.contains(where: history.claims), "seed \(seed)")
                #expect(history.queued == history.waiting, "seed \(seed)")
                _ = history.end()
            }
            while history.waiting > 0 || history.busy > 0 {
                while history.begin() != nil {}
                _ = history.end()
            }
            #expect(Set(history.served.map(\.sequence)).count == history.served.count, "seed \(seed)")
        }
    }

    @Test func `One user's jobs run by priority, and those of one priority in the order of submission`() {
        for seed in 0..<400 as Range<UInt64> {
            var history = FairHistory(seed: seed)
            for _ in 0..<Self.steps {
                _ = history.step()
                while true {
                    let before = history.users.map { user in
                        user.waiting.values.map(\.job).max {
                            ($0.priority, $1.sequence) < ($1.priority, $0.sequence)
                        }
                    }
                    guard let user = history.begin() else { break }
                    #expect(history.served.last == before[user], "seed \(seed)")
                }
                _ = history.end()
            }
        }
    }

    @Test func `A job waits for no more of others' work than its owner's work before it is worth`() {
        for seed in 0..<400 as Range<UInt64> {
            var history = FairHistory(seed: seed)
            var arrivals = Arrivals()
            for _ in 0..<Self.steps {
                _ = history.step(submissions: 5)
                arrivals.look(at: history)
                while let user = history.begin() {
                    let excess = arrivals.excess(of: user, history)
                    #expect(excess <= 1e-6, "seed \(seed): \(excess) s more than the bound")
                }
                _ = history.end()
            }
        }
    }

    @Test func `The same history gives the same order`() {
        for seed in 0..<100 as Range<UInt64> {
            let orders = (0..<2).map { _ in
                var history = FairHistory(seed: seed)
                for _ in 0..<Self.steps {
                    _ = history.step()
                    while history.begin() != nil {}
                    _ = history.end()
                }
                return history.served
            }
            #expect(orders[0] == orders[1], "seed \(seed)")
        }
    }

    @Test func `An account that is split over names of the same total weight gets the same share`() throws {
        for seed in 0..<100 as Range<UInt64> {
            var random = SplitMix64(state: seed)
            let names = Int.random(in: 2...8, using: &random)
            let gain =
                try share(ofNames: names, processors: 1 + Int(seed % 4), random)
                - share(ofNames: 1, processors: 1 + Int(seed % 4), random)
            #expect(gain <= Double(names) + 1, "seed \(seed): \(names) names")
        }
    }

    /// Seconds for `names` names of weight 1 in all beside one other user of weight 1, all with jobs of one second at
    /// most, of 1,000 seconds served.
    private func share(ofNames names: Int, processors: Int, _ random: SplitMix64) throws -> Double {
        var (queue, random, sequence, got, running) = (FairQueue(), random, 0 as Int64, 0.0, [WaitingJob]())
        let split = try (0..<names).map { try #require(UserName("split\($0)")) }
        let other = try #require(UserName("other"))
        let weight = try #require(Weight(1 / Double(names)))
        for name in split { queue.setWeight(weight, of: name) }
        var jobs: [UserName: Int] = [:]
        var total = 0.0
        while total < 1000 {
            for user in split + [other] where jobs[user, default: 0] < 2 {
                sequence += 1
                jobs[user, default: 0] += 1
                queue.enqueue(
                    WaitingJob(
                        id: JobID(high: 0, low: UInt64(sequence)), user: user, sequence: sequence,
                        cost: Double.random(in: 0.1...1, using: &random)))
            }
            let next = queue.dequeue()
            let job = try #require(next)
            jobs[job.user, default: 0] -= 1
            total += job.cost
            if job.user != other { got += job.cost }
            running.append(job)
            if running.count == processors {
                let ended = running.removeFirst()
                queue.charge(ended.user, predicted: ended.cost, held: ended.cost)
            }
        }
        return got
    }

    @Test func `A job held for less than predicted is made good though others were served meanwhile`() throws
    {
        let (sly, plain) = (try #require(UserName("sly")), try #require(UserName("plain")))
        var (queue, held) = (FairQueue(), [UserName: Double]())
        for sequence in 0..<2000 as Range<Int64> {
            for (user, cost) in [(plain, 1.0), (sly, 10.0)] {
                queue.enqueue(
                    WaitingJob(
                        id: JobID(high: sequence == 0 ? 1 : 0, low: UInt64(sequence)), user: user,
                        sequence: sequence, cost: cost))
            }
        }
        // Eight processors, on which every job holds one second.
        for _ in 0..<100 {
            let jobs = (0..<8).compactMap { _ in queue.dequeue() }
            for job in jobs {
                held[job.user, default: 0] += 1
                queue.charge(job.user, predicted: job.cost, held: 1)
            }
        }
        #expect(abs(held[sly, default: 0] - held[plain, default: 0]) <= 90)
    }

    @Test func `A changed weight counts for what waits already, and old debts are no dearer`() throws {
        let (alice, bob) = (try #require(UserName("alice")), try #require(UserName("bob")))
        var queue = FairQueue()
        queue.setWeight(try #require(Weight(0.001)), of: alice)
        for sequence in 0..<400 as Range<Int64> {
            queue.enqueue(
                WaitingJob(
                    id: JobID(high: 0, low: UInt64(sequence)), user: sequence % 2 == 0 ? alice : bob,
                    sequence: sequence, cost: 1))
        }
        func serve(_ jobs: Int) -> Int {
            (0..<jobs).count { _ in
                guard let job = queue.dequeue() else { return false }
                queue.charge(job.user, predicted: 1, held: 1)
                return job.user == alice
            }
        }
        #expect(serve(50) == 1)
        queue.setWeight(try #require(Weight(3)), of: alice)
        #expect((29...31).contains(serve(40)))
    }

    @Test(arguments: [0, -1, -0.0, .nan, .infinity, -.infinity, 1e-9, 1e9, .signalingNaN])
    func `A weight that would stop a user or everybody else cannot be made`(value: Double) {
        #expect(Weight(value) == nil)
    }

    @Test func `Users whose jobs have ended are forgotten`() throws {
        var queue = FairQueue()
        let steady = try #require(UserName("steady"))
        for sequence in 0..<3000 as Range<Int64> {
            let passer = try #require(UserName("passer\(sequence)"))
            for (number, user) in [steady, steady, passer].enumerated() {
                let sequence = 3 * sequence + Int64(number)
                queue.enqueue(
                    WaitingJob(
                        id: JobID(high: 0, low: UInt64(sequence)), user: user, sequence: sequence, cost: 1))
            }
            for _ in 0..<2 {
                if let job = queue.dequeue() { queue.charge(job.user, predicted: 1, held: 2) }
            }
        }
        #expect(queue.knownUsers < 20)
        while let job = queue.dequeue() { queue.charge(job.user, predicted: 1, held: 2) }
        #expect(queue.knownUsers == 0)
    }
}

/// By how much users who claim together were charged differently, the least and the most since they both did.
private struct Spread: CustomStringConvertible {
    private var ranges: [[Int]: (start: (Double, Double), least: Double, most: Double)] = [:]
    private var worst: [[Int]: Double] = [:]
    private var changes: [[Int]: Int] = [:]

    mutating func look(at history: FairHistory) {
        for first in history.users.indices {
            for second in history.users.indices where second > first {
                look(at: history, first, second)
            }
        }
    }

    private mutating func look(at history: FairHistory, _ first: Int, _ second: Int) {
        let pair = [first, second]
        let changes = history.users[first].changes + history.users[second].changes
        if changes != self.changes[pair, default: 0] { ranges[pair] = nil }
        self.changes[pair] = changes
        guard history.claims(first), history.claims(second) else { return ranges[pair] = nil }
        let charged = (history.users[first].charged, history.users[second].charged)
        let range = ranges[pair] ?? (charged, 0, 0)
        let difference =
            (charged.0 - range.start.0) / history.users[first].weight.value
            - (charged.1 - range.start.1) / history.users[second].weight.value
        ranges[pair] = (range.start, min(range.least, difference), max(range.most, difference))
        worst[pair] = max(
            worst[pair] ?? 0, max(range.most, difference) - min(range.least, difference))
    }

    func isWithinBound(of history: FairHistory) -> Bool {
        worst.allSatisfy { pair, width in
            width <= history.window(pair[0]) + history.window(pair[1]) + 1e-6
        }
    }

    var description: String { "\(worst)" }
}

/// What every user had been charged when each waiting job came.
private struct Arrivals {
    private var charged: [Int64: [Double]] = [:]

    mutating func look(at history: FairHistory) {
        for user in history.users {
            for sequence in user.waiting.keys where charged[sequence] == nil {
                charged[sequence] = history.users.map(\.charged)
            }
        }
    }

    /// By how many seconds the others were charged more than the bound since the job came that `user` just began.
    func excess(of user: Int, _ history: FairHistory) -> Double {
        guard let job = history.served.last, let then = charged[job.sequence] else { return .infinity }
        let own = (history.users[user].charged - then[user] - job.cost) / history.users[user].weight.value
        return history.users.indices.filter { $0 != user }.map { other in
            let others = (history.users[other].charged - then[other]) / history.users[other].weight.value
            return others - own - 2 * (history.window(user) + history.window(other))
        }.max() ?? 0
    }
}
