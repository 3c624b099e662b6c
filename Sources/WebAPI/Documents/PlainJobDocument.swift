import Documents
import Jobs

/// A job as `/jobs` shows it.
struct PlainJobDocument {
    let object: PlainObject

    /// With its result when it is completed, and with why when it failed.
    init(_ job: Job, result: ResultDocument) {
        var object = Self.reference(to: job)
        if let result = result.value { object.add("result", result) }
        if let problem = job.problem {
            object.add(
                "error", .object(["code": .text(problem.code.rawValue), "detail": .text(problem.detail)]))
        }
        self.object = object
    }

    /// The answer to a submission: the job's id, or several.
    static func answer(to jobs: [Job]) -> Response {
        let references = jobs.map(reference)
        guard let only = jobs.first, jobs.count == 1 else {
            return .plain(status: 202, references).adding("Location", "/jobs")
        }
        return .plain(status: 202, references[0]).adding("Location", "/jobs/\(only.id)")
    }

    private static func reference(to job: Job) -> PlainObject {
        var object = PlainObject()
        object.add("id", .text("\(job.id)"))
        if let name = job.submission.key?.clientID { object.add("job_id", .text(name.text)) }
        object.add("kind", .text(job.submission.kind.rawValue))
        object.add("status", .text(job.state.rawValue))
        return object
    }
}
