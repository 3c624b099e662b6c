import Documents
import Jobs

/// How a job stands, in the words of `/api/status`: four states, a sentence for people, the result.
struct StatusDocument {
    let object: PlainObject

    /// `progress` is what the scoreboard says of the job.
    init(_ job: Job, progress: JobProgress?, result: ResultDocument) {
        var object = PlainObject()
        object.add("status", .text(Self.status(job.state)))
        object.add("message", .text(Self.message(job, progress)))
        object.add("result", result.value ?? .null)
        self.object = object
    }

    /// The answer to `POST /api/process`, whatever state the job is in.
    static func answer(to jobs: [Job]) -> Response {
        let names = jobs.map { $0.submission.key?.clientID?.text ?? "\($0.id)" }
        var object = PlainObject()
        object.add("job_id", .text(names[0]))
        object.add("status", .text(JobState.processing.rawValue))
        return .plain(status: 202, object).adding("Location", "/api/status/\(names[0])")
    }

    private static func status(_ state: JobState) -> String {
        switch state {
        case .scheduled, .pending: "pending"
        case .processing: "processing"
        case .completed: "completed"
        case .failed, .cancelled: "failed"
        }
    }

    private static func message(_ job: Job, _ progress: JobProgress?) -> String {
        switch job.state {
        case .scheduled: "The job waits for its time\(job.submission.dueAt.map { ", \($0.rfc3339)" } ?? "")."
        case .pending: "The job waits for its turn."
        case .processing: "The job is being worked on\(progress.map(doing) ?? "")."
        case .completed: "The job is done."
        case .failed: job.problem?.detail ?? "The job failed."
        case .cancelled: "The job was cancelled."
        }
    }

    private static func doing(_ progress: JobProgress) -> String {
        ": \(progress.stage.name), \(Int((progress.fraction * 100).rounded())) %"
    }
}
