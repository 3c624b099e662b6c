import Documents
import Jobs

/// The calls about jobs.
extension Operation {
    static func jobs(_ limits: ServiceSettings.Limits) -> [Operation] {
        [submit(limits), list, show, explain, remove, cancel, retry, shareJob, results] + webhooks
    }

    /// Of submissions everywhere.
    static let submissionProblems: [Problem.Code] = [
        .emptyBody, .missingImage, .malformedBody, .tooManyParts, .bodyTooLarge, .unsupportedMediaType,
        .unsupportedImage, .malformedImage, .tooManyPixels, .unknownField, .unknownKind, .invalidOption,
        .invalidUser, .invalidKey, .idempotencyMismatch, .quarantined, .quotaExceeded, .tooMuchWork,
        .dailyQuotaExceeded, .largerThanQuota,
        .storageFull, .invalidWebhook,
    ]

    /// Of calls that name a job.
    static let namingProblems: [Problem.Code] = [.invalidID, .invalidUser, .unknownJob, .unknownRoute, .gone]

    /// Of answers to submissions.
    static let submissionHeaders = [
        (name: "Location", details: "Where the job is."),
        (name: "Idempotency-Replayed", details: "true where an earlier request made the job."),
        (
            name: "RateLimit-Policy",
            details: "What the user's jobs of one day in UTC may take, where that is bounded."
        ),
        (
            name: "RateLimit",
            details: "What they may take still, and in how many seconds the next day begins."
        ),
    ]

    /// A raw image, the options in the query.
    static let imageBodies = ["image/png", "image/jpeg", "application/octet-stream"].map {
        Body(mediaType: $0, schema: Schema.file)
    }

    private static func submit(_ limits: ServiceSettings.Limits) -> Operation {
        Operation(
            method: "POST", path: "/api/jobs", id: "submitJobs", tag: .jobs, summary: "Submit images",
            details:
                "One job for each image. The answer means that the job is kept. Options stand in the form, in the "
                + "query beside an image that is the body itself, or in JSON for kinds without an image.",
            parameters: Parameter.submission + [.prefer],
            bodies: [
                Body(mediaType: "multipart/form-data", schema: Schema.form(images: limits.maximumImages)),
                Body(
                    mediaType: "application/json", schema: Schema.submission,
                    example: ["kind": "sleep", "duration": 2]),
            ] + imageBodies,
            answers: [
                Answer(
                    status: 200, details: "The same, for a client that waits, when all have ended.",
                    schema: .object(["anyOf": [Schema.reference("Job"), Schema.reference("JobList")]]),
                    headers: submissionHeaders + [waitHeader]),
                Answer(
                    status: 202, details: "The job, or for several images the jobs.",
                    schema: .object(["anyOf": [Schema.reference("Job"), Schema.reference("JobList")]]),
                    example: exampleJob, headers: submissionHeaders + [waitHeader],
                    links: (["showJob", "cancelJob", "retryJob", "deleteJob"], "id")),
            ], problems: submissionProblems + [.unknownJob])
    }

    private static let list = Operation(
        method: "GET", path: "/api/jobs", id: "listJobs", tag: .jobs, summary: "List jobs",
        details: "The user's jobs, newest first, in pages.",
        parameters: [.user, .cookie, .states, .kinds, .search, .limit, .cursor, .ifNoneMatch],
        answers: [
            Answer(
                status: 200, details: "A page.", schema: Schema.reference("JobList"), headers: [tagHeader]),
            notModified,
        ],
        problems: [.invalidOption, .invalidCursor, .invalidUser])

    private static let show = Operation(
        method: "GET", path: "/api/jobs/{id}", id: "showJob", tag: .jobs, summary: "Look at a job",
        details: "At once, or when it has ended for a client that waits.",
        parameters: [.job, .user, .cookie, .prefer, .ifNoneMatch],
        answers: [
            Answer(
                status: 200, details: "The job.", schema: Schema.reference("Job"), example: exampleJob,
                headers: [tagHeader, waitHeader]),
            notModified,
        ],
        problems: namingProblems)

    private static let explain = Operation(
        method: "GET", path: "/api/jobs/{id}/explain", id: "explainJob", tag: .jobs,
        summary: "Ask why a job waits",
        details:
            "What lies before a job that has not ended, when it will begin and end, and what would change that. "
            + "GET of the job shows the same as explain.",
        parameters: [.job, .user, .cookie],
        answers: [Answer(status: 200, details: "The explanation.", schema: Schema.reference("Explanation"))],
        problems: namingProblems + [.notExplainable])

    private static let remove = Operation(
        method: "DELETE", path: "/api/jobs/{id}", id: "deleteJob", tag: .jobs, summary: "Remove a job",
        details: "The job goes with its files; one that runs is cancelled first.",
        parameters: [.job, .user, .cookie],
        answers: [Answer(status: 204, details: "It is gone.", mediaType: nil)],
        problems: namingProblems + [.notDeletable])

    private static let cancel = Operation(
        method: "POST", path: "/api/jobs/{id}/cancel", id: "cancelJob", tag: .jobs, summary: "Cancel a job",
        details: "A job that runs lets go of its processor within a second.",
        parameters: [.job, .user, .cookie],
        answers: [Answer(status: 200, details: "The cancelled job.", schema: Schema.reference("Job"))],
        problems: namingProblems + [.notCancellable])

    private static let retry = Operation(
        method: "POST", path: "/api/jobs/{id}/retry", id: "retryJob", tag: .jobs, summary: "Do a job again",
        details: "For a failed or cancelled job; earlier attempts are forgiven.",
        parameters: [.job, .user, .cookie],
        answers: [
            Answer(
                status: 202, details: "The job, which waits again.", schema: Schema.reference("Job"),
                headers: [(name: "Location", details: "Where the job is.")])
        ],
        problems: namingProblems + [.notRetryable, .quotaExceeded, .dailyQuotaExceeded, .tooMuchWork])

    private static let results = Operation(
        method: "GET", path: "/results/{id}/{file}", id: "getResult", tag: .jobs, summary: "Fetch a file",
        details: "A result file, or the image that was sent. The job goes by its id here.",
        parameters: [.job, .file, .share],
        answers: [
            Answer(status: 200, details: "The file.", mediaType: "*/*", schema: Schema.file),
            Answer(
                status: 206, details: "The range that was asked for.", mediaType: "*/*", schema: Schema.file),
            Answer(status: 304, details: "It is as the ETag says.", mediaType: nil),
        ],
        problems: [.unknownJob, .unknownRoute, .gone, .preconditionFailed, .rangeNotSatisfiable])

    /// A job as it is first answered.
    private static let exampleJob: JSONValue = [
        "id": "019a9d3c-5b00-7c4e-9a51-0e6f5f1c2a37", "url": "/api/jobs/019a9d3c-5b00-7c4e-9a51-0e6f5f1c2a37",
        "kind": "ocr", "state": "pending", "user": "guest", "options": [:], "priority": 0,
        "file_name": "scan.png",
        "created_at": "2026-01-31T12:00:00.000Z", "waited_ms": 0, "spent_ms": 0, "attempts": 0, "files": [],
        "input": [
            "url": "/results/019a9d3c-5b00-7c4e-9a51-0e6f5f1c2a37/input.png", "media_type": "image/png",
            "bytes": 83968, "width": 1240, "height": 1754,
        ],
    ]
}
