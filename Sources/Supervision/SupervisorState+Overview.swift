import Jobs
import Scheduling

/// `queue` events: how each user's jobs stand, once a second for those whose events somebody reads.
///
/// What this takes is bounded whatever waits: a turn every 250 ms looks at no more than `usersPerTurn` users and writes
/// no more than `overviewsPerTurn` overviews of no more than `overviewLimit` jobs, about 2 ms of the event loop. More
/// readers than that are served in turns, each less often than once a second.
extension SupervisorState {
    /// Jobs that an overview names.
    static var overviewLimit: Int { 32 }
    static var overviewsPerTurn: Int { 64 }
    static var usersPerTurn: Int { 2048 }
    /// Users of whom nobody knows yet whether somebody reads, looked for in each turn.
    private static var unknownPerTurn: Int { 64 }
    private static var turnInterval: Duration { .milliseconds(250) }
    private static var roundInterval: Duration { .seconds(1) }

    /// Goes on with the round, when it is time.
    mutating func publishOverviews(_ now: Moment) {
        guard now.monotonic >= overviews.nextTurn else { return }
        overviews.nextTurn = now.monotonic + Self.turnInterval
        guard jobs.userCount > 0 else { return }
        beginRound(now)
        let users = takeUsers()
        guard !users.isEmpty else { return }
        prospects = nil
        let running = runningByUser()
        for user in users {
            let overview = overview(of: user, running[user] ?? [], now)
            notices.append(.queue(overview, of: user))
        }
    }

    private mutating func beginRound(_ now: Moment) {
        guard overviews.left.isEmpty, now.monotonic >= overviews.nextRound else { return }
        overviews.nextRound = now.monotonic + Self.roundInterval
        overviews.left = audience.followed
    }

    /// The users whose turn it is: of those with readers who have jobs, and of those of whom nothing is known.
    private mutating func takeUsers() -> [UserName] {
        var users: [UserName] = []
        for _ in 0..<Self.usersPerTurn {
            guard users.count < Self.overviewsPerTurn, let user = overviews.left.popLast() else { break }
            if jobs.count(of: user) > 0, audience.isFollowed(user) { users.append(user) }
        }
        for _ in 0..<min(Self.unknownPerTurn, jobs.users.end) {
            guard users.count < Self.overviewsPerTurn else { break }
            overviews.nextUser = overviews.nextUser + 1 < jobs.users.end ? overviews.nextUser + 1 : 0
            let number = UInt32(overviews.nextUser)
            guard jobs.users.jobs(of: number) > 0 else { continue }
            let user = jobs.users.name(number)
            if audience.isUnknown(user), !users.contains(user) { users.append(user) }
        }
        return users
    }

    private func runningByUser() -> [UserName: [ProcessorSlot.Work]] {
        var found: [UserName: [ProcessorSlot.Work]] = [:]
        for slot in slots {
            guard case .busy(_, let work) = slot, let user = jobs.owner(of: work.job) else { continue }
            found[user, default: []].append(work)
        }
        for work in errands.values {
            if let user = jobs.owner(of: work.job) { found[user, default: []].append(work) }
        }
        return found
    }

    private mutating func overview(
        of user: UserName, _ running: [ProcessorSlot.Work], _ now: Moment
    ) -> QueueOverview {
        var entries = running.prefix(Self.overviewLimit).map { Self.entry($0, now) }
        for outlook in queue.outlook(of: user, limit: Self.overviewLimit - entries.count) {
            let start = forecast(outlook, of: user, isErrand: false, now)
            entries.append(Self.entry(outlook, start, now))
        }
        return QueueOverview(
            waiting: queue.count, running: slots.count(where: \.isBusy), jobs: entries,
            more: max(0, jobs.count(of: user) - entries.count), at: now.wall)
    }

    private static func entry(_ work: ProcessorSlot.Work, _ now: Moment) -> QueueOverview.Entry {
        QueueOverview.Entry(
            id: work.job, state: .processing,
            waitedMilliseconds: max(0, work.startedAt.wall.milliseconds - work.job.time.milliseconds),
            spentMilliseconds: max(0, now.wall.milliseconds - work.startedAt.wall.milliseconds))
    }

    private static func entry(
        _ outlook: Outlook, _ start: StartForecast, _ now: Moment
    ) -> QueueOverview.Entry {
        QueueOverview.Entry(
            id: outlook.id, state: .pending, position: outlook.ahead + 1, ownPosition: outlook.ownAhead + 1,
            start: Explanation.Forecast(
                median: now.wall.adding(start.median), late: now.wall.adding(start.late)),
            waitedMilliseconds: max(0, now.wall.milliseconds - outlook.id.time.milliseconds),
            spentMilliseconds: 0)
    }
}

/// Where the round of `queue` events is.
struct OverviewRound: Sendable {
    /// Monotonic times.
    var nextTurn: Duration = .zero
    var nextRound: Duration = .zero
    /// Users whose turn comes in this round.
    var left: [UserName] = []
    /// The number of the user last looked at for whether anything is known of the user's readers.
    var nextUser = 0
}
