import Documents
import Jobs

/// The calls that programs know which were made for other queues.
extension Operation {
    static func others(_ limits: ServiceSettings.Limits) -> [Operation] {
        [query, createPlain(limits), listPlain, showPlain, process, status]
    }

    private static let pairs = "application/x-www-form-urlencoded"

    private static func createPlain(_ limits: ServiceSettings.Limits) -> Operation {
        Operation(
            method: "POST", path: "/jobs", id: "createJob", tag: .others, summary: "Make a job",
            details: "As /api/jobs, and answers in brief. Without a body it makes a "
                + "\(SubmissionAddress.plainKind.rawValue), with a duration alone a sleep, with an image an ocr.",
            parameters: Parameter.submission,
            bodies: [
                Body(mediaType: "multipart/form-data", schema: Schema.form(images: limits.maximumImages)),
                Body(
                    mediaType: "application/json", schema: Schema.submission,
                    example: ["user_id": "ann", "job_id": "nap-1", "duration": 2]),
                Body(mediaType: pairs, schema: Schema.submission),
            ] + imageBodies, needsBody: false,
            answers: [
                Answer(
                    status: 202, details: "The job, or for several images a list of them.",
                    schema: .object([
                        "anyOf": [
                            Schema.reference("PlainJob"),
                            Schema.list(of: Schema.reference("PlainJob"), "Several.", atLeast: 2),
                        ]
                    ]),
                    example: [
                        "id": "019a9d3c-5b00-7c4e-9a51-0e6f5f1c2a37", "kind": "sleep", "status": "pending",
                    ], headers: submissionHeaders, links: (["showPlainJob"], "id"))
            ], problems: submissionProblems)
    }

    private static let listPlain = Operation(
        method: "GET", path: "/jobs", id: "listPlainJobs", tag: .others, summary: "List jobs in brief",
        details: "Newest first: completed jobs with their results, failed ones with why.",
        parameters: [.user, .cookie, .limit, .cursor, .ifNoneMatch],
        answers: [
            Answer(
                status: 200, details: "A page.",
                schema: Schema.list(of: Schema.reference("PlainJob"), "Newest first."),
                headers: [
                    (name: "Link", details: "The address of the next page, where there is one."), tagHeader,
                ]),
            notModified,
        ], problems: [.invalidOption, .invalidCursor, .invalidUser])

    private static let showPlain = Operation(
        method: "GET", path: "/jobs/{id}", id: "showPlainJob", tag: .others,
        summary: "Look at a job in brief",
        parameters: [.job, .user, .cookie, .ifNoneMatch],
        answers: [
            Answer(
                status: 200, details: "The job.", schema: Schema.reference("PlainJob"), headers: [tagHeader]),
            notModified,
        ],
        problems: namingProblems)

    private static let process = Operation(
        method: "POST", path: "/api/process", id: "processImage", tag: .others, summary: "Process an image",
        details:
            "Reads one image; with a text, counts what is in that and looks where it stands in the image.",
        parameters: Parameter.submission,
        bodies: [
            Body(
                mediaType: "multipart/form-data",
                schema: Schema.form(images: 1))
        ] + imageBodies,
        answers: [
            Answer(
                status: 202, details: "The name of the job, to ask for its status.",
                schema: Schema.object(
                    "A job that is processed.",
                    ["job_id": Schema.text("Its name."), "status": Schema.word("Always.", ["processing"])]),
                example: ["job_id": "019a9d3c-5b00-7c4e-9a51-0e6f5f1c2a37", "status": "processing"],
                headers: submissionHeaders, links: (["showStatus"], "job_id"))
        ], problems: submissionProblems)

    private static let status = Operation(
        method: "GET", path: "/api/status/{id}", id: "showStatus", tag: .others,
        summary: "Ask how a job stands",
        parameters: [.job, .user, .cookie, .ifNoneMatch],
        answers: [
            Answer(
                status: 200, details: "Its state in four words, with its result.",
                schema: Schema.reference("Status"),
                example: ["status": "pending", "message": "The job waits for its turn.", "result": .null],
                headers: [tagHeader]),
            notModified,
        ], problems: namingProblems)

    private static let query = Operation(
        method: "POST", path: "/query", id: "queryImage", tag: .others,
        summary: "Ask for the size of an image",
        details: "Waits for it, a minute at most; with mirror also for the mirrored image.",
        parameters: [.user, .cookie, .mirror],
        bodies: [
            Body(
                mediaType: "multipart/form-data",
                schema: Schema.object(
                    "An image.",
                    [
                        "image": Schema.file, "user_id": Schema.field("user_id") ?? [:],
                        "mirror": Parameter.mirror.schema,
                    ], optional: ["user_id", "mirror"]))
        ] + imageBodies,
        answers: [
            Answer(
                status: 200, details: "What was asked for.",
                schema: Schema.object(
                    "What was asked for.",
                    [
                        "status": Schema.word("Always.", ["SUCCESS"]),
                        "size": Schema.text("In KB.", pattern: "^[0-9]+kb$"),
                        "image": Schema.text("Where the mirrored image is."),
                    ], optional: ["image"]),
                example: ["status": "SUCCESS", "size": "82kb"]),
            Answer(status: 409, details: "The job was cancelled.", schema: queryFailure),
            Answer(
                status: 504, details: "The job goes on, but did not end in time.", schema: queryFailure),
        ], problems: submissionProblems + [.unknownJob],
        failures: queryFailure)

    private static let queryFailure = Schema.object(
        "What went wrong.",
        ["status": Schema.word("Always.", ["FAILURE"]), "message": Schema.text("A sentence.")])
}
