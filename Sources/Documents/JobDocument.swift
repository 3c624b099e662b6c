import Foundation
package import Jobs

/// A job as clients see it. What does not apply is absent.
package struct JobDocument: Encodable, Sendable {
    private let id: JobID
    /// The client's own name of the job.
    private let jobID: String?
    private let url: String
    private let kind: JobKind
    private let state: JobState
    private let user: UserName
    private let requestID: String?
    private let fileName: String?
    private let options: JobOptions
    private let priority: Int8
    private let createdAt: String
    private let dueAt: String?
    private let deadlineAt: String?
    private let startedAt: String?
    private let endedAt: String?
    private let waitedMilliseconds: Int64
    private let spentMilliseconds: Int64
    private let attempts: Int
    private let stage: String?
    private let progress: Double?
    private let input: FileDocument?
    private let result: JSONValue?
    private let files: [FileDocument]
    private let problem: JobProblemDocument?
    private let attemptLog: [AttemptDocument]?
    private let explain: ExplanationDocument?

    /// `progress` is what the scoreboard says of the job, shown while it is processing; `attemptLog` are its ended
    /// attempts, and `explanation` why it has not ended, for the document of one job.
    package init(
        _ job: Job, now: Timestamp, progress: JobProgress? = nil, attemptLog: [Attempt]? = nil,
        explanation: Explanation? = nil
    ) {
        id = job.id
        jobID = job.submission.key?.clientID?.text
        url = "/api/jobs/\(job.id)"
        kind = job.submission.kind
        state = job.state
        user = job.submission.user
        requestID = job.submission.requestID?.description
        fileName = job.submission.fileName
        options = job.submission.options
        priority = job.submission.priority.value
        createdAt = job.submission.submittedAt.rfc3339
        dueAt = job.state == .scheduled ? job.submission.dueAt?.rfc3339 : nil
        deadlineAt = job.attempts == 0 ? job.submission.deadlineAt?.rfc3339 : nil
        startedAt = job.startedAt?.rfc3339
        endedAt = job.endedAt?.rfc3339
        let times = JobTimes(job, now: now)
        waitedMilliseconds = times.waited
        spentMilliseconds = times.spent
        attempts = job.attempts
        let shown = job.state == .processing ? progress : nil
        stage = shown?.stage.name
        self.progress = shown.map(\.fraction)
        input = job.submission.image.map { FileDocument($0, of: job.id) }
        result = Self.value(job.result?.value)
        files = job.result?.files.map { FileDocument($0, of: job.id) } ?? []
        problem = job.problem.map(JobProblemDocument.init)
        self.attemptLog = attemptLog?.map(AttemptDocument.init)
        explain = explanation.map(ExplanationDocument.init)
    }

    /// The job's own answer; nil when it has none, or left something that is not JSON.
    private static func value(_ text: String?) -> JSONValue? {
        text.flatMap { try? JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case jobID = "job_id"
        case url, kind, state, user
        case requestID = "request_id"
        case fileName = "file_name"
        case options, priority
        case createdAt = "created_at"
        case dueAt = "due_at"
        case deadlineAt = "deadline_at"
        case startedAt = "started_at"
        case endedAt = "ended_at"
        case waitedMilliseconds = "waited_ms"
        case spentMilliseconds = "spent_ms"
        case attempts, stage, progress, input, result, files, problem
        case attemptLog = "attempt_log"
        case explain
    }
}
