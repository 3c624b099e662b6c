import Jobs
import Scheduling
import SharedRing

/// When the users' shares were looked at last.
struct SharesWatch: Sendable {
    /// Monotonic.
    fileprivate var next: Duration = .zero
}

extension SupervisorState {
    private static var shareInterval: Duration { .seconds(1) }
    /// So long for each user there is no other look: one takes less than 1 µs for each, so that all together are less
    /// than a fiftieth of the event loop's time.
    private static var shareIntervalPerUser: Duration { .microseconds(50) }

    /// What users were promised and got.
    /// - Parameter now: monotonic.
    /// - Returns: nil when it is not time to say so again.
    /// - Complexity: O(users).
    mutating func takeShares(_ now: Duration) -> ShareTable? {
        guard now >= shares.next, let count = queue.audit?.count else { return nil }
        shares.next = now + max(Self.shareInterval, Self.shareIntervalPerUser * count)
        guard let report = queue.audit?.report(limit: ShareTable.rowLimit) else { return nil }
        let running = processorsByUser()
        return ShareTable(
            fairness: report.fairness.map { ShareTable.Fairness($0) },
            rows: report.shares.map { share in
                ShareTable.Row(
                    name: share.user.text, weight: queue.terms(of: share.user).weight.value,
                    jobs: jobs.count(of: share.user), running: running[share.user] ?? 0,
                    windows: share.windows.map { ShareTable.Sums($0) })
            },
            more: max(0, count - report.shares.count))
    }
}

extension ShareTable.Sums {
    fileprivate init(_ sums: ShareAudit.Sums) {
        self.init(promised: sums.promised, received: sums.received, longestWait: sums.longestWait)
    }
}

extension ShareTable.Fairness {
    fileprivate init(_ fairness: ShareAudit.Fairness) {
        self.init(
            jain: fairness.jain, contenders: fairness.contenders, longestWait: fairness.longestWait)
    }
}
