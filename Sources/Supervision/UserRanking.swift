import Jobs
import SharedRing

/// The users with the most jobs, found by passes over all numbers of users.
///
/// Counts change with every job and are looked at a few times a second, so nothing is kept in order: a pass reads one
/// integer for each user. A turn reads no more than `step` of them, 0.1 ms, and the next turn goes on from there. Up to so
/// many users all are looked at in each turn; 1,000,000 take 16 turns, 4 s, in which those of the pass before are
/// shown, at first none. Their counts are always those of now.
struct UserRanking: Sendable {
    /// How many numbers of users a turn looks at.
    private let step: Int
    private var next = 0
    /// Of the pass under way, most jobs first.
    private var found: [(number: UInt32, jobs: Int)] = []
    /// Of the last whole pass.
    private var leaders: [UInt32] = []

    init(step: Int = 65_536) {
        self.step = max(1, step)
    }

    /// Goes on with the pass.
    /// - Parameters:
    ///   - users: all of them, with their jobs.
    ///   - running: how many jobs of each have a processor.
    /// - Returns: up to `QueueCounters.userLimit` users with their jobs as they are now, most first.
    /// - Complexity: O(`step`), however many users and jobs there are.
    mutating func turn(over users: UserCounts, running: [UserName: Int] = [:]) -> [UserLoad] {
        let end = min(users.end, next + step)
        var threshold = found.count < QueueCounters.userLimit ? 0 : found.last?.jobs ?? 0
        while next < end {
            let (number, jobs) = (UInt32(next), users.jobs(of: UInt32(next)))
            next += 1
            guard jobs > threshold else { continue }
            enter(number, jobs)
            if found.count == QueueCounters.userLimit { threshold = found[found.count - 1].jobs }
        }
        if next >= users.end { endPass() }
        return loads(users, running)
    }

    private mutating func enter(_ number: UInt32, _ jobs: Int) {
        let place = found.firstIndex { $0.jobs < jobs } ?? found.count
        found.insert((number, jobs), at: place)
        if found.count > QueueCounters.userLimit { found.removeLast() }
    }

    private mutating func endPass() {
        leaders = found.map(\.number)
        found.removeAll(keepingCapacity: true)
        next = 0
    }

    /// A number that went to another user meanwhile tells of that one.
    private func loads(_ users: UserCounts, _ running: [UserName: Int]) -> [UserLoad] {
        leaders.filter { users.jobs(of: $0) > 0 }
            .map { number in
                let user = users.name(number)
                return UserLoad(name: user.text, jobs: users.jobs(of: number), running: running[user] ?? 0)
            }
            .sorted { ($1.jobs, $0.name) < ($0.jobs, $1.name) }
    }
}
