import Jobs
import Scheduling

/// Requests that wait in nginx until their jobs have ended or their time is over. Each has an id of its own.
struct ParkedRequests: Sendable {
    /// Requests that may wait at once.
    static let limit = 100_000

    /// The jobs of each request that have not ended.
    private var left: [JobID: Set<JobID>] = [:]
    /// The requests that wait for a job.
    private var waiting: [JobID: Set<JobID>] = [:]
    private var timers = TimerHeap()

    /// How many wait.
    var count: Int { left.count }

    /// When the next request has waited long enough, by the clock of `park`; nil when none waits.
    var nextDue: Duration? { timers.nextDue }

    /// - Precondition: `jobs` have not ended, and there is one at least.
    mutating func park(_ request: JobID, for jobs: [JobID], until due: Duration) {
        left[request] = Set(jobs)
        for job in jobs { waiting[job, default: []].insert(request) }
        timers.insert(request, due: due)
    }

    /// The requests whose last job this was.
    mutating func end(_ job: JobID) -> [JobID] {
        guard let requests = waiting.removeValue(forKey: job) else { return [] }
        var ended: [JobID] = []
        for request in requests {
            left[request]?.remove(job)
            guard left[request]?.isEmpty == true else { continue }
            left[request] = nil
            timers.remove(request)
            ended.append(request)
        }
        return ended
    }

    /// All requests; none waits any longer.
    mutating func takeAll() -> [JobID] {
        defer { self = ParkedRequests() }
        return Array(left.keys)
    }

    /// The requests whose time is over.
    mutating func takeDue(_ now: Duration) -> [JobID] {
        var due: [JobID] = []
        while let request = timers.popDue(now) {
            for job in left.removeValue(forKey: request) ?? [] {
                waiting[job]?.remove(request)
                if waiting[job]?.isEmpty == true { waiting[job] = nil }
            }
            due.append(request)
        }
        return due
    }
}
