import Jobs

/// What users' jobs of the present day have taken of their quotas.
///
/// Memory follows the users who submitted something on the day.
struct DayLedger: Sendable {
    /// Since 1970, in UTC.
    private(set) var day: Int64 = 0
    private var uses: [UserName: DayUse] = [:]
    /// Of submissions on their way to the store.
    private var reserved: [JobID: (user: UserName, use: DayUse)] = [:]
    private var reservedUses: [UserName: DayUse] = [:]
    /// Users of whom the store does not know the last.
    private var changed: Set<UserName> = []

    /// How the present day is noted with each of its jobs.
    var mark: DayMark { DayMark(day) }

    /// What the user's jobs have taken, those on their way to the store included.
    func use(of user: UserName) -> DayUse {
        (uses[user] ?? DayUse()) + (reservedUses[user] ?? DayUse())
    }

    /// A new day begins with nothing.
    mutating func begin(_ day: Int64, with uses: [UserName: DayUse] = [:]) {
        (self.day, self.uses) = (day, uses)
        changed = []
    }

    /// Adds to what a user's jobs have taken; nothing for a job of another day.
    mutating func add(_ use: DayUse, of user: UserName, on mark: DayMark) {
        guard mark == self.mark, use != DayUse() else { return }
        uses[user, default: DayUse()] += use
        changed.insert(user)
    }

    /// Sets aside what a job will take that is on its way to the store.
    mutating func reserve(_ use: DayUse, for id: JobID, of user: UserName) {
        release(id)
        reserved[id] = (user, use)
        reservedUses[user, default: DayUse()] += use
        changed.insert(user)
    }

    /// Gives back what was set aside: the job is there now, or will never be.
    mutating func release(_ id: JobID) {
        guard let (user, use) = reserved.removeValue(forKey: id) else { return }
        let left = (reservedUses[user] ?? DayUse()) - use
        reservedUses[user] = left == DayUse() ? nil : left
        changed.insert(user)
    }

    var hasChanges: Bool { !changed.isEmpty }

    /// What the store is to know, of users of whom it does not know the last.
    mutating func takeChanges() -> [UserName: DayUse] {
        defer { changed = [] }
        return Dictionary(uniqueKeysWithValues: changed.map { ($0, use(of: $0)) })
    }
}

/// A day as a job carries it that waits: eight bits of it, which tell it from the days around.
struct DayMark: Hashable, Sendable {
    private let bits: UInt8

    /// - Parameter day: since 1970, in UTC.
    init(_ day: Int64) { bits = UInt8(truncatingIfNeeded: day) }
}

extension DayUse {
    static func + (first: DayUse, second: DayUse) -> DayUse {
        DayUse(
            heldMilliseconds: first.heldMilliseconds + second.heldMilliseconds,
            predictedMilliseconds: first.predictedMilliseconds + second.predictedMilliseconds,
            pixels: first.pixels + second.pixels)
    }

    static func - (first: DayUse, second: DayUse) -> DayUse {
        DayUse(
            heldMilliseconds: first.heldMilliseconds - second.heldMilliseconds,
            predictedMilliseconds: first.predictedMilliseconds - second.predictedMilliseconds,
            pixels: first.pixels - second.pixels)
    }

    static func += (first: inout DayUse, second: DayUse) { first = first + second }

    /// Why `job` does not fit beside this, by what `terms` grant for a day; nil when it does.
    func refusal(of job: DayUse, _ terms: UserTerms) -> Verdict? {
        let bounds: [(most: Int?, taken: Int64, job: Int64)] = [
            (
                terms.processorSecondsPerDay.map { $0 * 1000 }, processorMilliseconds,
                job.processorMilliseconds
            ),
            (terms.pixelsPerDay, pixels, job.pixels),
        ]
        for case (let most?, let taken, let job) in bounds
        where job > Int64(most) || taken + job > Int64(most) {
            return job > Int64(most) ? .largerThanDay : .overDay
        }
        return nil
    }
}
