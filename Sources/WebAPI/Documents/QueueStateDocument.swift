import Documents
import Jobs
import SharedRing

/// What waits, and who got what of the processors.
struct QueueStateDocument: Encodable {
    private let waiting: Int
    private let running: Int
    private let scheduled: Int
    private let users: Int
    private let oldestWaitMilliseconds: Int64
    private let processors: HealthDocument.Processors
    private let fairness: [String: FairnessDocument]
    private let shares: [UserShareDocument]
    private let more: Int
    /// Nil, and absent, for who may not see all users.
    private let processing: [JobDocument]?

    init(_ counters: QueueCounters, _ table: ShareTable, processing: [JobDocument]? = nil) {
        (waiting, running, scheduled) = (counters.waiting, counters.running, counters.scheduled)
        users = counters.users
        oldestWaitMilliseconds = (counters.oldestWait / .seconds(1)).milliseconds
        processors = HealthDocument.Processors(
            alive: counters.processorsAlive, busy: counters.running, wanted: counters.processorsWanted)
        fairness = Dictionary(
            uniqueKeysWithValues: zip(UserShareDocument.names, table.fairness.map(FairnessDocument.init)))
        // The segment's words may be anything; what is no name is not told.
        shares = table.rows.filter { UserName($0.name) != nil }.map(UserShareDocument.init)
        more = table.more
        self.processing = processing
    }

    private enum CodingKeys: String, CodingKey {
        case waiting, running, scheduled, users, processors, fairness, shares, more, processing
        case oldestWaitMilliseconds = "oldest_wait_ms"
    }
}

/// How fair a window was to all users.
struct FairnessDocument: Encodable {
    private let index: Double
    private let contenders: Int
    private let longestWait: Int64

    init(_ fairness: ShareTable.Fairness) {
        index = min(max(0, fairness.jain), 1)
        contenders = fairness.contenders
        longestWait = fairness.longestWait.milliseconds
    }

    private enum CodingKeys: String, CodingKey {
        case index = "jain_index", contenders, longestWait = "longest_wait_ms"
    }
}

/// What a user was promised and got.
struct UserShareDocument: Encodable {
    /// The windows, in the order of the table.
    static let names = ["minute", "hour", "day"]

    private let row: ShareTable.Row

    init(_ row: ShareTable.Row) { self.row = row }

    private struct Sums: Encodable {
        let promised: Int64
        let received: Int64
        let longestWait: Int64

        private enum CodingKeys: String, CodingKey {
            case promised = "promised_ms", received = "received_ms", longestWait = "longest_wait_ms"
        }
    }

    private enum CodingKeys: String, CodingKey {
        case user, weight, jobs, running, minute, hour, day
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(row.name, forKey: .user)
        try container.encode(row.weight, forKey: .weight)
        try container.encode(row.jobs, forKey: .jobs)
        try container.encode(row.running, forKey: .running)
        for (key, sums) in zip([CodingKeys.minute, .hour, .day], row.windows) {
            let document = Sums(
                promised: sums.promised.milliseconds, received: sums.received.milliseconds,
                longestWait: sums.longestWait.milliseconds)
            try container.encode(document, forKey: key)
        }
    }
}

extension Double {
    /// So many seconds in whole milliseconds, within what a document holds.
    fileprivate var milliseconds: Int64 { Int64((self * 1000).rounded().clamped(to: -1e15...1e15)) }
}
