import Jobs

/// One user's waiting jobs and account.
struct UserShare: Sendable {
    let user: UserName
    /// The highest priority first. None is empty.
    private var lines: [(priority: Priority, waiting: WaitingLine)] = []
    private(set) var terms: FairTerms
    /// Where the user's next job starts in virtual time, unless the user came later than that.
    private(set) var finishTag = 0.0
    /// Virtual time at which the user's claim began: what was not claimed before is not made good.
    private var floor = 0.0
    /// Whether a job waits that may run.
    private(set) var isClaiming = false
    /// How many jobs were served and are not charged yet.
    private(set) var running = 0
    /// How many jobs wait.
    private(set) var count = 0
    /// Predicted processor time of all that waits, in seconds.
    private(set) var waitingCost = 0.0
    /// The number of the user's valid entry among the turns; older entries are passed over.
    private(set) var turn: UInt64 = 0
    /// The sequence of the user's entry among the ties; nil when none was made.
    var tie: Int64?

    init(_ user: UserName, _ terms: FairTerms) {
        (self.user, self.terms) = (user, terms)
    }

    /// Start tag of the job to be served next.
    var startTag: Double { max(floor, finishTag) }

    /// The same, and that of the first job of a user who has none that waits.
    func startTag(at virtualTime: Double) -> Double { isClaiming ? startTag : max(virtualTime, finishTag) }

    /// The first jobs to be served, at most `limit`.
    func first(_ limit: Int) -> [WaitingJob] {
        var found: [WaitingJob] = []
        for line in lines where found.count < limit {
            found += line.waiting.first(limit - found.count).map { job($0, line.priority) }
        }
        return found
    }

    /// The job to be served next.
    var first: WaitingJob? {
        guard let line = lines.first, let entry = line.waiting.first else { return nil }
        return job(entry, line.priority)
    }

    mutating func insert(_ job: WaitingJob) {
        let entry = WaitingLine.Entry(id: job.id, sequence: job.sequence, cost: job.cost)
        let place = lines.firstIndex { $0.priority <= job.priority } ?? lines.endIndex
        if place == lines.endIndex || lines[place].priority != job.priority {
            lines.insert((job.priority, WaitingLine()), at: place)
        }
        lines[place].waiting.insert(entry)
        count += 1
        waitingCost += job.cost
    }

    /// - Returns: whether such a job waited.
    mutating func remove(_ sequence: Int64, _ priority: Priority) -> Bool {
        guard let place = lines.firstIndex(where: { $0.priority == priority }),
            let entry = lines[place].waiting.remove(sequence)
        else { return false }
        leave(entry.cost, at: place)
        return true
    }

    /// What stands before a waiting job of the user's own; nil when no such one waits.
    /// - Complexity: O(the user's jobs / 256).
    func standing(of sequence: Int64, _ priority: Priority) -> WaitingLine.Standing? {
        guard let place = lines.firstIndex(where: { $0.priority == priority }),
            let inLine = lines[place].waiting.standing(of: sequence)
        else { return nil }
        return lines[..<place].reduce(inLine) { $0 + $1.waiting.total }
    }

    /// What would stand before a job of the user's that came now.
    func standing(ofNext priority: Priority) -> WaitingLine.Standing {
        lines.prefix { $0.priority >= priority }.reduce(WaitingLine.Standing()) { $0 + $1.waiting.total }
    }

    /// Takes out the job to be served next and charges its predicted cost, divided by `factor`.
    mutating func serve(_ factor: Double) -> WaitingJob? {
        guard let priority = lines.first?.priority, let entry = lines[0].waiting.popFirst() else {
            return nil
        }
        leave(entry.cost, at: 0)
        finishTag = startTag + entry.cost / factor / terms.weight.value
        running += 1
        return job(entry, priority)
    }

    /// Charges a served job that has ended what its prediction was short of, in seconds; less than nothing for one
    /// that held less.
    mutating func settle(_ seconds: Double) {
        finishTag += seconds / terms.weight.value
        running = max(0, running - 1)
    }

    /// From now on `terms` count. What the user is ahead or behind stays the same in seconds of processor time.
    /// - Returns: whether they are others than before.
    mutating func change(to terms: FairTerms, at virtualTime: Double) -> Bool {
        guard terms != self.terms else { return false }
        let ratio = self.terms.weight.value / terms.weight.value
        finishTag = virtualTime + (finishTag - virtualTime) * ratio
        self.terms = terms
        return true
    }

    /// Notes whether the user has a claim to the next processor, and since when. Turns before `number` are no longer
    /// valid.
    mutating func renewTurn(_ number: UInt64, at virtualTime: Double) {
        let claims = count > 0 && running < terms.mostRunning ?? .max
        if claims && !isClaiming { floor = virtualTime }
        isClaiming = claims
        turn = number
    }

    /// Takes the cost of a job out of what waits, without what adding and taking away would leave of nothing.
    private mutating func leave(_ cost: Double, at place: Int) {
        if lines[place].waiting.first == nil { lines.remove(at: place) }
        count -= 1
        waitingCost = count == 0 ? 0 : max(0, waitingCost - cost)
    }

    private func job(_ entry: WaitingLine.Entry, _ priority: Priority) -> WaitingJob {
        WaitingJob(
            id: entry.id, user: user, sequence: entry.sequence, priority: priority, cost: entry.cost)
    }
}
