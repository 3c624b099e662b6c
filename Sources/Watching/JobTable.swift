import Jobs

/// The table of processors with their jobs. The bar takes what the other columns leave.
struct JobTable: Sendable {
    private let barWidth: Int

    private static let others = 56
    private static let widestBar = 30

    init(columns: Int) {
        let room = columns - Self.others
        barWidth = room < 8 ? 0 : min(room, Self.widestBar)
    }

    var heading: String {
        line("SLOT", "KIND", "JOB", "STAGE", barWidth > 0 ? "PROGRESS" : "", "", "HELD", "ATTEMPT")
    }

    func row(_ job: ServiceView.RunningJob) -> String {
        line(
            "\(job.slot)", job.kind?.rawValue ?? "?", Self.short(job.id), job.stage?.name ?? "?",
            bar(job.progress), "\(Int((job.progress * 100).rounded(.down))) %",
            ServiceScreen.time(job.heldSeconds), "\(job.attempt)")
    }

    /// The end of the id: its beginning is the time, alike for jobs sent together.
    static func short(_ id: JobID) -> String { String("\(id)".suffix(8)) }

    private func bar(_ progress: Double) -> String {
        let full = min(barWidth, Int(Double(barWidth) * progress))
        return String(repeating: "#", count: full) + String(repeating: ".", count: barWidth - full)
    }

    private func line(
        _ slot: String, _ kind: String, _ job: String, _ stage: String, _ bar: String, _ part: String,
        _ held: String, _ attempt: String
    ) -> String {
        [
            Self.right(slot, 4), Self.left(kind, 6), Self.left(job, 8), Self.left(stage, 11),
            Self.left(bar, barWidth), Self.right(part, 5), Self.right(held, 11), Self.right(attempt, 2),
        ].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }
}
