package import Jobs

/// Why a job has not ended and when it will, as clients see it. What does not apply is absent.
package struct ExplanationDocument: Encodable, Sendable {
    private let state: JobState
    private let position: Int?
    private let ownPosition: Int?
    private let share: Double
    private let processors: Int
    private let ownRunning: Int
    private let workAhead: Double?
    private let predictedStart: String?
    private let predictedStartLate: String?
    private let predictedEnd: String
    private let predictedEndLate: String
    private let changes: [String]
    private let reasons: [Reason]

    /// What a sentence of `changes` says, for who makes one of it in another language.
    private struct Reason: Encodable, Sendable {
        let code: Explanation.Reason.Code
        let count: Int?
    }

    package init(_ explanation: Explanation) {
        state = explanation.state
        (position, ownPosition) = (explanation.position, explanation.ownPosition)
        share = Self.thousandths(explanation.share)
        (processors, ownRunning) = (explanation.processors, explanation.ownRunning)
        workAhead = explanation.workAhead.map(Self.thousandths)
        predictedStart = explanation.start?.median.rfc3339
        predictedStartLate = explanation.start?.late.rfc3339
        predictedEnd = explanation.end.median.rfc3339
        predictedEndLate = explanation.end.late.rfc3339
        changes = explanation.reasons.map(\.sentence)
        reasons = explanation.reasons.map { Reason(code: $0.code, count: $0.count) }
    }

    private static func thousandths(_ number: Double) -> Double { (number * 1000).rounded() / 1000 }

    private enum CodingKeys: String, CodingKey {
        case state, position
        case ownPosition = "own_position"
        case share, processors
        case ownRunning = "own_running"
        case workAhead = "work_ahead_seconds"
        case predictedStart = "predicted_start"
        case predictedStartLate = "predicted_start_p90"
        case predictedEnd = "predicted_end"
        case predictedEndLate = "predicted_end_p90"
        case changes, reasons
    }
}

extension Explanation.Reason {
    fileprivate var count: Int? {
        switch self {
        case .ownJobs(let count), .otherUsers(let count), .processors(let count), .mostRunning(let count):
            count
        case .scheduled, .retrying, .noProcessor, .disk, .stopping, .running: nil
        }
    }
}

extension Explanation.Reason {
    /// What keeps the job, and what would change that.
    fileprivate var sentence: String {
        switch self {
        case .ownJobs(let count):
            "\(Self.jobs(count, "of your own jobs")) before it: a higher priority, or cancelling some of those, brings "
                + "it forward."
        case .otherUsers(let count):
            "\(count == 1 ? "Another user takes" : "\(count) other users take") turns with you: it begins earlier when "
                + "they have less to do, or when the operator gives you more weight."
        case .processors(let count):
            "\(count == 1 ? "The only processor is" : "All \(count) processors are") busy: with more of them it begins "
                + "earlier."
        case .mostRunning(let count):
            "\(Self.jobs(count, "of your jobs")) already, as many as one user may have at once: it begins when one of "
                + "those ends, or when the operator allows more."
        case .scheduled: "Its time has not come: it was submitted with a delay."
        case .retrying:
            "An attempt failed, and it rests before the next one: cancel and retry it to begin earlier."
        case .noProcessor: "No processor is ready yet: it begins when the service has made one."
        case .disk: "The disk takes nothing at the moment: jobs begin again when it does."
        case .stopping: "The service is stopping: the job goes on when it is started again."
        case .running: "It has its processor: only cancelling it ends it earlier."
        }
    }

    private static func jobs(_ count: Int, _ whose: String) -> String {
        count == 1 ? "One \(whose) runs" : "\(count) \(whose) run"
    }
}
