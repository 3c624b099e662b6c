internal import Jobs

/// What is known of the jobs of a demonstration, and how it looks.
struct DemoBoard: Sendable {
    /// A job as it was when it was looked at last.
    struct Entry: Sendable {
        let user: String
        /// Counts from 1 for each user.
        let number: Int
        /// What it does.
        let work: String
        var job: RemoteJob

        var name: String { "\(user) \(number)" }
    }

    /// One user in one stage.
    struct Tally: Sendable {
        var ended = 0
        var waited: Int64 = 0
        var spent: Int64 = 0
        /// As the service says, in milliseconds.
        var promised: Int64 = 0
        var received: Int64 = 0
    }

    private(set) var entries: [String: Entry] = [:]
    private var numbers: [String: Int] = [:]
    private var tallies: [[String: Tally]] = []
    /// What the service said when the stage began.
    private var atStart: [String: RemoteQueue.Sums] = [:]

    mutating func begin(_ queue: RemoteQueue) {
        tallies.append([:])
        atStart = Dictionary(queue.shares.map { ($0.user, $0.day) }) { $1 }
    }

    mutating func add(_ job: RemoteJob, of user: String, work: String) {
        numbers[user, default: 0] += 1
        entries[job.id] = Entry(user: user, number: numbers[user, default: 0], work: work, job: job)
    }

    /// Takes note of how a user's jobs are now.
    /// - Returns: a notice for each that has ended since.
    mutating func look(at jobs: [RemoteJob]) -> [String] {
        var notices: [String] = []
        for job in jobs.reversed() {
            guard var entry = entries[job.id], !entry.job.state.isTerminal else { continue }
            entry.job = job
            entries[job.id] = entry
            guard job.state.isTerminal else { continue }
            count(entry)
            notices.append(
                "\(entry.name) (\(entry.work), \(job.id.suffix(8))) \(job.state.rawValue): waited "
                    + "\(ShareLines.seconds(job.waitedMilliseconds)), took \(ShareLines.seconds(job.spentMilliseconds))"
            )
        }
        return notices
    }

    private mutating func count(_ entry: Entry) {
        guard entry.job.state == .completed, let stage = tallies.indices.last else { return }
        tallies[stage][entry.user, default: Tally()].ended += 1
        tallies[stage][entry.user, default: Tally()].waited += entry.job.waitedMilliseconds
        tallies[stage][entry.user, default: Tally()].spent += entry.job.spentMilliseconds
    }

    /// Takes note of what the service says of shares.
    mutating func look(at queue: RemoteQueue) {
        guard let stage = tallies.indices.last else { return }
        for share in queue.shares where numbers[share.user] != nil {
            let start = atStart[share.user]
            tallies[stage][share.user, default: Tally()].promised =
                max(0, share.day.promised_ms - (start?.promised_ms ?? 0))
            tallies[stage][share.user, default: Tally()].received =
                max(0, share.day.received_ms - (start?.received_ms ?? 0))
        }
    }

    /// Those of the user that have not ended.
    func unfinished(of user: String? = nil) -> [Entry] {
        entries.values.filter { !$0.job.state.isTerminal && (user == nil || $0.user == user) }
            .sorted { ($0.user, $0.number) < ($1.user, $1.number) }
    }
}

/// As text.
extension DemoBoard {
    /// The stage under way: a heading, and a line for each user.
    func lines(weights: [String: Double]) -> [String] {
        guard let stage = tallies.indices.last else { return [] }
        return table(stage, weights: weights, isLive: true)
    }

    /// All stages.
    func summary(stages: [DemoPlan.Stage]) -> [String] {
        zip(tallies.indices, stages).flatMap { stage, plan in
            ["", "\(plan.title):"] + table(stage, weights: DemoPlan.weights(of: plan), isLive: false)
        }
    }

    private func table(_ stage: Int, weights: [String: Double], isLive: Bool) -> [String] {
        let promised = tallies[stage].values.map(\.promised).reduce(0, +)
        let received = tallies[stage].values.map(\.received).reduce(0, +)
        let heading =
            "USER".padding(to: 10)
            + ["WEIGHT", "ENDED", "MEAN WAIT", "TIME SPENT", "PROMISED", "RECEIVED"].map {
                $0.aligned(to: 12)
            }
            .joined() + (isLive ? "   SERVED NOW, THEN NEXT" : "")
        return [heading]
            + DemoPlan.users.map { user in
                let tally = tallies[stage][user.name] ?? Tally()
                let columns = [
                    ShareLines.number(weights[user.name] ?? user.weight), "\(tally.ended)",
                    tally.ended > 0 ? ShareLines.seconds(tally.waited / Int64(tally.ended)) : "-",
                    ShareLines.seconds(tally.spent), Self.percent(tally.promised, of: promised),
                    Self.percent(tally.received, of: received),
                ]
                return user.name.padding(to: 10) + columns.map { $0.aligned(to: 12) }.joined()
                    + (isLive ? "   \(now(user.name))" : "")
            }
    }

    private func now(_ user: String) -> String {
        let own = unfinished(of: user)
        let running = own.filter { $0.job.state == .processing }.map { "\($0.number) (\($0.work))" }
        let next = own.first { $0.job.state != .processing }.map { "\($0.number)" } ?? "-"
        return "\(running.isEmpty ? "-" : running.joined(separator: ", ")) > \(next)"
    }

    private static func percent(_ part: Int64, of whole: Int64) -> String {
        whole > 0 ? "\((part * 100 + whole / 2) / whole) %" : "-"
    }
}
