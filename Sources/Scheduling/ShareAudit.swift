package import Jobs

/// What users' weights promised them, and what they got.
///
/// **Promised.** Whenever a job is served, its time is promised to all who have a claim at that moment, the one served
/// among them, in proportion to their weights: what a fluid server would have given each (generalised processor sharing;
/// Parekh and Gallager, "A Generalized Processor Sharing Approach to Flow Control", 1993). A user has a claim while a job
/// of the user waits and may run; in all other time nothing is promised. When a job has ended, what it held more or less
/// than predicted is promised in the same way.
///
/// **Received.** The time of the user's own jobs, each counted when it is served, for then the user had a claim, and
/// corrected when it has ended.
///
/// Both are counted as they are charged: a job at a factor of 2 counts half its time. All that is promised together is all
/// that is received together; for one user they differ by no more than the bound of `FairQueue`, however long it goes on.
///
/// A promise costs nothing for each user: one clock shows what weight 1 was promised since the beginning, and each claim
/// remembers where it stood. Memory: about 250 bytes for each user who had a claim within the last day, and for
/// `mostUsers` at most; others are not audited.
package struct ShareAudit: Sendable {
    private struct Account: Sendable {
        let user: UserName
        var weight = 0.0
        /// The clock up to which the claim's promise is entered; nil without a claim.
        var claimedUpTo: Double?
        /// Since when the claim goes on.
        var claimedSince: Duration = .zero
        var sums = PerWindow(repeating: ShareSums())
    }

    private struct Half: Sendable {
        var number: Int32 = 0
        /// The clock when the present half began, and when the one before did.
        var start = SIMD2<Double>()
        /// When the half before the present one began.
        var since: Duration = .zero
    }

    /// Seconds that weight 1 was promised.
    private var clock = 0.0
    /// Of all who have a claim.
    private var claimedWeight = 0.0
    private var claims = 0
    private var now: Duration = .zero
    private var halves = PerWindow(repeating: Half())
    private var accounts: [Account] = []
    private var numbers: [UserName: Int] = [:]
    private let mostUsers: Int

    package init(mostUsers: Int = 100_000) {
        self.mostUsers = mostUsers
    }

    /// Of how many users something is known.
    package var count: Int { accounts.count }

    /// Time has come to `now`, which is monotonic.
    /// - Complexity: O(1); O(users) twice a day.
    mutating func advance(to now: Duration) {
        self.now = now
        for window in ShareWindow.allCases {
            let number = Int32(clamping: Int64(now / window.half))
            guard number != halves[window].number else { continue }
            let isNext = number == halves[window].number &+ 1
            halves[window].start = SIMD2(clock, isNext ? halves[window].start.x : clock)
            halves[window].since = window.half * Int(number - (isNext ? 1 : 0))
            halves[window].number = number
            if window == .day { forgetIdle() }
        }
    }

    /// The user has a claim now, or none.
    mutating func claim(_ user: UserName, _ weight: Double, isClaiming: Bool) {
        guard isClaiming || numbers[user] != nil, let number = number(of: user) else { return }
        let wasClaiming = accounts[number].claimedUpTo != nil
        guard isClaiming != wasClaiming || weight != accounts[number].weight else { return }
        enterPromise(number)
        if wasClaiming {
            claims -= 1
            claimedWeight = claims == 0 ? 0 : max(0, claimedWeight - accounts[number].weight)
        }
        accounts[number].weight = weight
        accounts[number].claimedUpTo = isClaiming ? clock : nil
        guard isClaiming else { return }
        if !wasClaiming { accounts[number].claimedSince = now }
        claims += 1
        claimedWeight += weight
    }

    /// A job of the user is charged with so many seconds, or its charge is corrected by them.
    mutating func charge(_ user: UserName, _ seconds: Double) {
        guard let number = numbers[user] else { return }
        for window in ShareWindow.allCases {
            accounts[number].sums[window].move(to: halves[window].number)
            accounts[number].sums[window].received.x += seconds
        }
        if claims > 0 {
            clock += seconds / claimedWeight
        } else {
            // Nobody else had a claim to it.
            for window in ShareWindow.allCases { accounts[number].sums[window].promised.x += seconds }
        }
    }

    /// A job of the user began that waited for so many seconds.
    package mutating func begin(_ user: UserName, waited: Double) {
        guard let number = numbers[user] else { return }
        for window in ShareWindow.allCases {
            accounts[number].sums[window].move(to: halves[window].number)
            let longest = accounts[number].sums[window].longestWait.x
            accounts[number].sums[window].longestWait.x = max(longest, Float(waited))
        }
    }

    /// Enters what was promised since the claim was entered last, in the halves in which it was.
    private mutating func enterPromise(_ number: Int) {
        guard let from = accounts[number].claimedUpTo else { return }
        accounts[number].claimedUpTo = clock
        for window in ShareWindow.allCases {
            let start = halves[window].start
            let present = clock - max(from, start.x)
            let before = max(0, start.x - max(from, start.y))
            accounts[number].sums[window].move(to: halves[window].number)
            accounts[number].sums[window].promised += accounts[number].weight * SIMD2(present, before)
        }
    }

    private mutating func number(of user: UserName) -> Int? {
        if let number = numbers[user] { return number }
        guard accounts.count < mostUsers else { return nil }
        accounts.append(Account(user: user))
        numbers[user] = accounts.count - 1
        return accounts.count - 1
    }

    /// Forgets users of whom nothing happened within the day.
    private mutating func forgetIdle() {
        for number in accounts.indices {
            accounts[number].sums[.day].move(to: halves[.day].number)
        }
        accounts.removeAll { account in
            let sums = account.sums[.day]
            return account.claimedUpTo == nil && sums.promised == SIMD2() && sums.received == SIMD2()
        }
        numbers = Dictionary(uniqueKeysWithValues: accounts.enumerated().map { ($1.user, $0) })
    }
}

/// What is shown of it.
extension ShareAudit {
    /// What one user was promised and got.
    package struct Share: Hashable, Sendable {
        package var user: UserName
        /// By `ShareWindow.rawValue`.
        package var windows: [Sums]
    }

    /// Seconds.
    package struct Sums: Hashable, Sendable {
        package var promised: Double
        package var received: Double
        /// Of a job that began.
        package var longestWait: Double
    }

    /// How fair a window was.
    package struct Fairness: Hashable, Sendable {
        /// Jain's index (Jain, Chiu, Hawe: "A Quantitative Measure of Fairness", 1984) of what users received for each
        /// second promised, of those who had a claim all through the window: 1 when it was the same for all.
        package var jain: Double
        /// How many those were.
        package var contenders: Int
        /// Of a job that began, in seconds.
        package var longestWait: Double
    }

    /// The users who were promised or got most within the hour, at most `limit`, and how fair each window was.
    /// - Complexity: O(users).
    package mutating func report(limit: Int) -> (shares: [Share], fairness: [Fairness]) {
        for number in accounts.indices {
            enterPromise(number)
            for window in ShareWindow.allCases {
                accounts[number].sums[window].move(to: halves[window].number)
            }
        }
        return (largest(limit).map(share), ShareWindow.allCases.map(fairness))
    }

    /// The numbers of the users with most processor time within the hour, those with most first.
    private func largest(_ limit: Int) -> [Int] {
        var found: [(number: Int, size: Double)] = []
        for number in accounts.indices {
            let sums = accounts[number].sums[.hour]
            let size = max(sums.promised.sum(), sums.received.sum())
            if found.count >= limit, size <= found.last?.size ?? .infinity { continue }
            found.insert((number, size), at: found.firstIndex { $0.size < size } ?? found.count)
            if found.count > limit { found.removeLast() }
        }
        return found.map(\.number)
    }

    private func share(_ number: Int) -> Share {
        let account = accounts[number]
        let windows = ShareWindow.allCases.map { window in
            let sums = account.sums[window]
            return Sums(
                promised: sums.promised.sum(), received: sums.received.sum(),
                longestWait: Double(sums.longestWait.max()))
        }
        return Share(user: account.user, windows: windows)
    }

    private func fairness(_ window: ShareWindow) -> Fairness {
        var (sum, squares, count, longestWait) = (0.0, 0.0, 0, 0.0)
        for account in accounts {
            let sums = account.sums[window]
            longestWait = max(longestWait, Double(sums.longestWait.max()))
            guard account.claimedUpTo != nil, account.claimedSince <= halves[window].since,
                sums.promised.sum() > 0
            else { continue }
            let got = sums.received.sum() / sums.promised.sum()
            (sum, squares, count) = (sum + got, squares + got * got, count + 1)
        }
        return Fairness(
            jain: squares > 0 ? sum * sum / (Double(count) * squares) : 1, contenders: count,
            longestWait: longestWait)
    }
}
