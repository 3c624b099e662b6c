/// A queue in words: who was promised and got how much of the processors.
package enum ShareLines {
    /// A heading, a line for each user, and what holds for all.
    package static func lines(of queue: RemoteQueue, over window: RemoteQueue.Window) -> [String] {
        let total = queue.shares.map { max(0, $0[window].received_ms) }.reduce(0, +)
        var lines = [
            row("USER", "WEIGHT", "WAITING", "RUNNING", "PROMISED", "RECEIVED", "SHARE", "LONGEST WAIT")
        ]
        for share in queue.shares {
            let sums = share[window]
            let part = total > 0 ? 100 * Double(max(0, sums.received_ms)) / Double(total) : 0
            lines.append(
                row(
                    share.user.onOneLine, number(share.weight), "\(max(0, share.jobs - share.running))",
                    "\(share.running)", seconds(sums.promised_ms), seconds(sums.received_ms),
                    "\(fixed(part, 1)) %", seconds(sums.longest_wait_ms)))
        }
        if queue.more > 0 { lines.append("and \(queue.more) users more") }
        return lines + [summary(queue, window)]
    }

    private static func summary(_ queue: RemoteQueue, _ window: RemoteQueue.Window) -> String {
        let fairness = queue.fairness[window]
        let index =
            if let fairness, fairness.contenders > 0 {
                "Jain's index \(fixed(fairness.jain_index, 3)) of \(fairness.contenders) who waited all the time"
            } else {
                "Jain's index: nobody waited all the time"
            }
        return "\(queue.waiting) wait, the oldest for \(seconds(queue.oldestWaitMilliseconds)); "
            + "\(queue.running) of \(queue.wanted) run; \(index); longest wait of the \(window.rawValue) "
            + seconds(fairness?.longest_wait_ms ?? 0)
    }

    private static func row(
        _ user: String, _ weight: String, _ waiting: String, _ running: String, _ promised: String,
        _ received: String, _ share: String, _ wait: String
    ) -> String {
        user.padding(to: 20)
            + [
                (weight, 7), (waiting, 9), (running, 9), (promised, 12), (received, 12), (share, 9),
                (wait, 14),
            ]
            .map { $0.aligned(to: $1) }.joined()
    }

    static func seconds(_ milliseconds: Int64) -> String { "\(fixed(Double(milliseconds) / 1000, 1)) s" }

    static func number(_ value: Double) -> String { fixed(value, value == value.rounded() ? 0 : 2) }

    /// With so many digits behind the point.
    private static func fixed(_ value: Double, _ digits: Int) -> String {
        let scale = (0..<digits).reduce(1.0) { product, _ in product * 10 }
        let scaled = (abs(value) * scale).rounded()
        guard scaled < 1e15 else { return "?" }
        let (whole, rest) = Int64(scaled).quotientAndRemainder(dividingBy: Int64(scale))
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return "\(sign)\(whole)" }
        let fraction = String(rest)
        return "\(sign)\(whole).\(String(repeating: "0", count: digits - fraction.count))\(fraction)"
    }
}
