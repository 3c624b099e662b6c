import Jobs
import Scheduling
import TestSupport

/// A random history of users, weights, wrong predictions and processors, lived through in virtual time by a real
/// `FairQueue`. The same seed gives the same history.
struct FairHistory {
    struct User {
        let name: UserName
        var weight: Weight
        /// Mean seconds that a job holds.
        let size: Double
        /// Predictions are wrong by at most this factor either way.
        let error: Double
        /// Waiting jobs by sequence.
        var waiting: [Int64: Waiting] = [:]
        var running = 0
        /// Seconds, divided by the factors of the jobs; jobs that run count as predicted, those that ended as they held.
        var charged = 0.0
        /// The smallest weight that the user ever had.
        var least: Weight
        /// Times at which a claim began.
        var claims = 0
        /// Changes of the weight.
        var changes = 0
        /// The largest prediction, and by how much a job held more and less than predicted at most.
        var most = 0.0
        var under = 0.0
        var over = 0.0
    }

    struct Waiting {
        let job: WaitingJob
        let held: Double
        let factor: Double
    }

    private struct Running {
        let job: WaitingJob
        let held: Double
        let factor: Double
        let end: Double
    }

    let processors: Int
    let mostRunning: Int
    private(set) var users: [User] = []
    private(set) var served: [WaitingJob] = []
    private var queue: FairQueue
    private var running: [Running] = []
    private var now = 0.0
    private var lastSequence: Int64 = 0
    private var random: SplitMix64
    private let hasConditions: Bool

    init(
        seed: UInt64, exact: Bool = false, isCapped: Bool = false, hasConditions: Bool = false,
        isAudited: Bool = false
    ) {
        self.hasConditions = hasConditions
        random = SplitMix64(state: seed)
        processors = Int.random(in: 1...6, using: &random)
        mostRunning = isCapped ? Int.random(in: 1...3, using: &random) : .max
        queue = FairQueue(mostRunning: isCapped ? mostRunning : nil)
        if isAudited { queue.audit = ShareAudit() }
        let names = ["alice", "bob", "carol", "dave", "erin"].compactMap(UserName.init)
        for name in names.prefix(Int.random(in: 2...5, using: &random)) {
            let weight = Self.weights.randomElement(using: &random) ?? .normal
            users.append(
                User(
                    name: name, weight: weight, size: Double.random(in: 0.05...4, using: &random),
                    error: exact ? 1 : Double.random(in: 1...5, using: &random), least: weight))
            queue.setWeight(weight, of: name)
        }
    }

    private static let weights = [0.25, 0.5, 1, 1, 2, 3.5, 8].compactMap(Weight.init)
    private static let priorities = [0, 0, 0, 5, -3].compactMap { Priority($0) }

    var waiting: Int { users.map(\.waiting.count).reduce(0, +) }
    var busy: Int { running.count }
    var queued: Int { queue.count }

    /// What the queue's own audit says.
    var shares: [ShareAudit.Share] {
        var audit = queue.audit
        return audit?.report(limit: users.count).shares ?? []
    }

    /// How often the user began to have a claim.
    func claimsBegun(_ user: Int) -> Int { users[user].claims }

    /// Whether the user has a job that waits and may run.
    func claims(_ user: Int) -> Bool { !users[user].waiting.isEmpty && users[user].running < mostRunning }

    /// The most by which the tags of one user stray from virtual time, in seconds at weight 1.
    func window(_ user: Int) -> Double {
        let (user, most) = (users[user], Double(min(processors, mostRunning)))
        return (user.most + most * (user.under + user.over)) / user.least.value
    }

    /// A job of a random user waits.
    mutating func submit() {
        submit(of: Int.random(in: users.indices, using: &random))
    }

    mutating func submit(of user: Int) {
        lastSequence += 1
        let held = users[user].size * Double.random(in: 0.2...3, using: &random)
        let error = Double.random(in: 1...max(1.000_001, users[user].error), using: &random)
        let cost =
            users[user].error == 1 ? held : Bool.random(using: &random) ? held * error : held / error
        let factor = hasConditions ? Double.random(in: 0.2...5, using: &random) : 1
        users[user].most = max(users[user].most, cost / factor)
        users[user].under = max(users[user].under, (held - cost) / factor)
        users[user].over = max(users[user].over, (cost - held) / factor)
        let job = WaitingJob(
            id: JobID(high: 0, low: UInt64(lastSequence)), user: users[user].name, sequence: lastSequence,
            priority: Self.priorities.randomElement(using: &random) ?? .normal, cost: cost)
        if users[user].waiting.isEmpty { users[user].claims += 1 }
        users[user].waiting[lastSequence] = Waiting(job: job, held: held, factor: factor)
        queue.enqueue(job)
    }

    /// A random user gets another weight.
    mutating func reweigh() {
        let user = Int.random(in: users.indices, using: &random)
        let weight = Self.weights.randomElement(using: &random) ?? .normal
        users[user].weight = weight
        if weight.value < users[user].least.value { users[user].least = weight }
        users[user].changes += 1
        queue.setWeight(weight, of: users[user].name)
    }

    /// A waiting job of a random user is taken out.
    mutating func withdraw() -> Bool {
        let user = Int.random(in: users.indices, using: &random)
        guard let sequence = users[user].waiting.keys.sorted().randomElement(using: &random),
            let gone = users[user].waiting.removeValue(forKey: sequence)
        else { return true }
        return queue.remove(sequence: sequence, priority: gone.job.priority, of: users[user].name)
    }

    /// The next job begins on a free processor.
    /// - Returns: the number of its user; nil when nothing may begin.
    mutating func begin() -> Int? {
        guard running.count < processors, let next = queue.first,
            let user = users.firstIndex(where: { $0.name == next.user }),
            let waiting = users[user].waiting.removeValue(forKey: next.sequence),
            let job = queue.dequeue(factor: waiting.factor)
        else { return nil }
        served.append(job)
        users[user].running += 1
        users[user].charged += job.cost / waiting.factor
        running.append(
            Running(job: job, held: waiting.held, factor: waiting.factor, end: now + waiting.held))
        return user
    }

    /// The running job that ends first ends.
    /// - Returns: the number of its user; nil when none runs.
    mutating func end() -> Int? {
        guard let place = running.indices.min(by: { running[$0].end < running[$1].end }),
            let user = users.firstIndex(where: { $0.name == running[place].job.user })
        else { return nil }
        let ended = running.remove(at: place)
        now = ended.end
        users[user].running -= 1
        users[user].charged += (ended.held - ended.job.cost) / ended.factor
        queue.charge(
            users[user].name, predicted: ended.job.cost, held: ended.held, factor: ended.factor)
        return user
    }

    /// What may happen at random: jobs come, some are withdrawn, all processors that can begin, one job ends.
    mutating func step(submissions: Int = 3) -> Bool {
        for _ in 0..<Int.random(in: 0...submissions, using: &random) { submit() }
        let isThere = Int.random(in: 0..<8, using: &random) > 0 || withdraw()
        return isThere
    }
}
