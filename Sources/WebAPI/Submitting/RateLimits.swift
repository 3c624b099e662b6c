import Jobs

/// What a user's jobs of today may still take, as headers (draft-ietf-httpapi-ratelimit-headers-10). Its policies are
/// `processor-seconds` and `pixels`; a window is a day in UTC.
struct RateLimits {
    private struct Policy {
        let name: String
        let unit: String
        let quota: Int
        let left: Int
    }

    private let policies: [Policy]
    /// Until the next day, in seconds.
    private let seconds: Int64

    /// Nil for a user without a quota.
    init?(of user: UserName, _ backend: Backend) throws(Problem) {
        let terms = try backend.rules.rules().terms(of: user)
        guard terms.hasQuota else { return nil }
        let now = backend.now()
        self.init(terms, try backend.rules.use(of: user, day: now.day), now)
    }

    init(_ terms: UserTerms, _ use: DayUse, _ now: Timestamp) {
        var policies: [Policy] = []
        if let quota = terms.processorSecondsPerDay {
            let used = Int((use.processorMilliseconds + 999) / 1000)
            policies.append(
                Policy(name: "processor-seconds", unit: "seconds", quota: quota, left: max(0, quota - used)))
        }
        if let quota = terms.pixelsPerDay {
            let left = max(0, quota - Int(use.pixels))
            policies.append(Policy(name: "pixels", unit: "pixels", quota: quota, left: left))
        }
        self.policies = policies
        seconds = now.secondsToEndOfDay
    }

    func added(to response: Response) -> Response {
        let window = Timestamp.millisecondsPerDay / 1000
        let policy = policies.map { "\"\($0.name)\";q=\($0.quota);qu=\"\($0.unit)\";w=\(window)" }
        let state = policies.map { "\"\($0.name)\";r=\($0.left);t=\(seconds)" }
        return response.adding("RateLimit-Policy", policy.joined(separator: ", "))
            .adding("RateLimit", state.joined(separator: ", "))
    }
}

extension Timestamp {
    /// Whole seconds until the next day in UTC has begun.
    var secondsToEndOfDay: Int64 { (endOfDay.milliseconds - milliseconds + 999) / 1000 }
}
