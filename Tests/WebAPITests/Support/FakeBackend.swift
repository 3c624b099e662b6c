import Jobs
import SharedRing
import Synchronization

@testable import WebAPI

/// Everything behind the controllers, in memory.
struct FakeBackend {
    let commands = FakeCommands()
    let jobs = FakeJobs()
    let accounts = FakeAccounts()
    let inputs = FakeInputs()
    let results = FakeResults()
    let forms = FakeForms()
    let activity = FakeActivity()
    let metrics = FakeMetrics()
    let storage = FakeStorage()
    let rules = FakeRules()
    var limits = ServiceSettings.Limits()
    var outbound = ServiceSettings.Outbound()
    /// Whether requests have to say who asks.
    var asksWho = false

    /// 2026-01-31T12:00:00.000Z
    static let now = Timestamp(milliseconds: 1_769_860_800_000)

    var backend: Backend {
        Backend(
            commands: commands, jobs: jobs, accounts: accounts, inputs: inputs, results: results,
            forms: forms,
            activity: activity, metrics: metrics, storage: storage, rules: rules,
            languages: FakeLanguages(), limits: limits, outbound: outbound, asksWho: asksWho,
            now: { Self.now })
    }

    /// Nothing is left of a request that was refused.
    var isUntouched: Bool { inputs.left.isEmpty && commands.sent.isEmpty }
}

struct FakeLanguages: LanguageListing {
    func installed() -> [String] { ["deu", "eng"] }
}

/// Remembers what it was to make.
final class FakeForms: FormMaking {
    private let state = Mutex<[ResultForm]>([])

    var made: [ResultForm] { state.withLock { $0 } }

    func make(_ form: ResultForm, of job: Job) { state.withLock { $0.append(form) } }
}

final class FakeCommands: CommandSending {
    private struct State {
        var sent: [Submission] = []
        var changes: [Command] = []
        var sizes: [Int] = []
        var explained: [JobID] = []
        var replies: [CommandReply] = []
        var atReply: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    var sent: [Submission] { state.withLock(\.sent) }
    var sizes: [Int] { state.withLock(\.sizes) }
    var explained: [JobID] { state.withLock(\.explained) }

    /// The commands that submit nothing.
    var changes: [Command] { state.withLock(\.changes) }

    /// The answers to the next commands; after them all are accepted. `body` is done while a command is with the
    /// supervisor.
    func answer(_ replies: CommandReply..., meanwhile body: (@Sendable () -> Void)? = nil) {
        state.withLock {
            $0.replies = replies
            $0.atReply = body
        }
    }

    func send(_ command: Command, thread: Int) -> CommandReply {
        state.withLock { state in
            state.atReply?()
            switch command {
            case .submit(let submission): state.sent.append(submission)
            case .cancel, .retry, .delete, .release, .expire, .redeliver, .follow, .park, .propose, .account,
                .trySignIn:
                state.changes.append(command)
            case .resize(let processors): state.sizes.append(processors)
            case .explain(let id): state.explained.append(id)
            }
            return state.replies.isEmpty ? .verdict(.accepted) : state.replies.removeFirst()
        }
    }
}

final class FakeJobs: JobReading {
    private struct State {
        var jobs: [Job] = []
        var attempts: [JobID: [Attempt]] = [:]
        var deliveries: [(delivery: Delivery, tries: [DeliveryTry])] = []
        var gone: [JobID: UserName] = [:]
        var isDown = false
    }

    private let state = Mutex(State())

    /// Forgets the job as retention does.
    func expire(_ id: JobID) {
        state.withLock {
            $0.gone[id] = $0.jobs.first { $0.id == id }?.submission.user ?? .guest
            $0.jobs.removeAll { $0.id == id }
        }
    }

    func isGone(_ id: JobID, of user: UserName?) throws(Problem) -> Bool {
        let owner = try working().gone[id]
        return owner != nil && (user == nil || owner == user)
    }

    func add(_ job: Job, attempts: [Attempt] = []) {
        state.withLock {
            $0.jobs.append(job)
            $0.attempts[job.id] = attempts
        }
    }

    func add(_ delivery: Delivery, tries: [DeliveryTry] = []) {
        state.withLock { $0.deliveries.append((delivery, tries)) }
    }

    func deliveries(of id: JobID) throws(Problem) -> [Delivery] {
        try working().deliveries.map(\.delivery).filter { $0.job == id }
    }

    func tries(of delivery: Int64) throws(Problem) -> [DeliveryTry] {
        try working().deliveries.first { $0.delivery.number == delivery }?.tries ?? []
    }

    func breakDown() {
        state.withLock { $0.isDown = true }
    }

    func job(_ id: JobID) throws(Problem) -> Job? {
        try working().jobs.first { $0.id == id }
    }

    func job(keyed key: ContentDigest, of user: UserName) throws(Problem) -> Job? {
        try working().jobs.first { $0.submission.key?.digest == key && $0.submission.user == user }
    }

    func attempts(of id: JobID) throws(Problem) -> [Attempt] {
        try working().attempts[id] ?? []
    }

    func jobs(
        of user: UserName, limit: Int, before sequence: Int64?, matching filter: JobFilter
    ) throws(Problem) -> [Job] {
        let own = try working().jobs.filter { job in
            job.submission.user == user && job.sequence < sequence ?? .max
                && (filter.states.isEmpty || filter.states.contains(job.state))
                && (filter.kinds.isEmpty || filter.kinds.contains(job.submission.kind))
                && (filter.words ?? []).allSatisfy { job.submission.fileName?.contains($0) ?? false }
        }
        return Array(own.sorted { $0.sequence > $1.sequence }.prefix(limit))
    }

    func failures(since moment: Timestamp) throws(Problem) -> [FailureCount] {
        let failed = try working().jobs.filter { $0.endedAt.map { $0 >= moment } ?? false }
        return Dictionary(grouping: failed) { $0.problem?.code }.compactMap { code, jobs in
            guard let code, let last = jobs.compactMap(\.endedAt).max() else { return nil }
            return FailureCount(code: code, count: jobs.count, last: last)
        }
    }

    /// The first word alone, as what was searched for.
    func excerpts(of sequences: [Int64], words: [String], user: UserName) throws(Problem) -> [Int64: Excerpt]
    {
        guard let word = words.first else { return [:] }
        return Dictionary(
            uniqueKeysWithValues: sequences.map {
                ($0, Excerpt([.init("before "), .init(word, isHit: true)]))
            })
    }

    private func working() throws(Problem) -> State {
        let state = state.withLock { $0 }
        guard !state.isDown else { throw Problem(.serviceUnavailable, "down", privateDetail: "disk I/O") }
        return state
    }
}

final class FakeInputs: InputReceiving {
    private struct State {
        var inputs: [JobID: FakeInput] = [:]
        var received = 0
        var capacity = Int.max
    }

    private let state = Mutex(State())

    /// What was neither discarded nor never begun.
    var left: [JobID: FakeInput] { state.withLock { $0.inputs } }
    /// How many inputs were begun.
    var received: Int { state.withLock(\.received) }

    /// From now on the disk takes no more than `bytes`.
    func limit(to bytes: Int) {
        state.withLock { $0.capacity = bytes }
    }

    func receive(_ id: JobID) throws(Problem) -> any InputWriting {
        state.withLock { state in
            let input = FakeInput(capacity: state.capacity) { [self] in
                self.state.withLock { $0.inputs[id] = nil }
            }
            state.inputs[id] = input
            state.received += 1
            return input
        }
    }
}

final class FakeInput: InputWriting, @unchecked Sendable {
    // Used by the one thread that serves the request, and by the test after it.
    private(set) var bytes: [UInt8] = []
    private(set) var largestPiece = 0
    private(set) var keptAs: ImageFormat?
    private(set) var text: [UInt8]?
    private let capacity: Int
    private let remove: () -> Void

    init(capacity: Int, remove: @escaping () -> Void) {
        self.capacity = capacity
        self.remove = remove
    }

    func append(_ piece: Span<UInt8>) throws(Problem) {
        guard bytes.count + piece.count <= capacity else { throw Problem(.storageFull, "The disk is full.") }
        for index in piece.indices { bytes.append(piece[index]) }
        largestPiece = max(largestPiece, piece.count)
    }

    func add(text: [UInt8]) throws(Problem) {
        self.text = text
    }

    func keep(as format: ImageFormat?) throws(Problem) {
        keptAs = format
    }

    func discard() {
        remove()
    }
}

final class FakeResults: ResultReading {
    private let state = Mutex<[JobID: String]>([:])

    func add(_ text: String, of id: JobID) {
        state.withLock { $0[id] = text }
    }

    func text(of id: JobID, maximumBytes: Int) throws(Problem) -> String? {
        state.withLock { $0[id] }.flatMap { $0.utf8.count <= maximumBytes ? $0 : nil }
    }
}

final class FakeActivity: ActivityReading {
    struct State {
        var progress: [JobID: JobProgress] = [:]
        var activity: ServiceActivity? = ServiceActivity(
            waiting: 3, running: 1, processorsAlive: 2, processorsWanted: 2, isReady: true)
        var beat: Duration? = .milliseconds(100)
    }

    private let state = Mutex(State())

    func change(_ body: (inout State) -> Void) {
        state.withLock { body(&$0) }
    }

    func progress() -> [JobID: JobProgress] { state.withLock(\.progress) }
    func progress(of id: JobID) -> JobProgress? { state.withLock { $0.progress[id] } }
    func activity() -> ServiceActivity? { state.withLock(\.activity) }
    func supervisorBeat() -> Duration? { state.withLock(\.beat) }
}

final class FakeMetrics: MetricsReading {
    private let state = Mutex<(metrics: ServiceMetrics?, shares: ShareTable?)>((nil, nil))

    func show(_ metrics: ServiceMetrics?, _ shares: ShareTable? = nil) {
        state.withLock { $0 = (metrics, shares) }
    }

    func metrics() -> ServiceMetrics? { state.withLock(\.metrics) }
    func shares() -> ShareTable? { state.withLock(\.shares) }
}

final class FakeStorage: StorageReading {
    private let state = Mutex(false)

    func fill(_ isShort: Bool = true) {
        state.withLock { $0 = isShort }
    }

    func isShort() -> Bool { state.withLock(\.self) }
}

final class FakeRules: RulesReading {
    struct State {
        var rules = Rules()
        var use = DayUse()
    }

    private let state = Mutex(State())

    func change(_ body: (inout State) -> Void) {
        state.withLock { body(&$0) }
    }

    func rules() throws(Problem) -> Rules { state.withLock(\.rules) }
    func use(of user: UserName, day: Int64) throws(Problem) -> DayUse { state.withLock(\.use) }
}
