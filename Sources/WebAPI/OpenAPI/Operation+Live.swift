import Documents
import Jobs

/// The calls that tell of jobs as they go on.
extension Operation {
    static let live = [events, query]

    private static let events = Operation(
        method: "GET", path: "/api/events", id: "followEvents", tag: .jobs, summary: "Follow jobs",
        details:
            "The user's events as server-sent events, or over a WebSocket the same data in frames of text: `job` with "
            + "the job at each change, `queue` once a second with how the unfinished jobs stand, `removed` with the id "
            + "of a job that was deleted. A stream that was cut goes on after the event that Last-Event-ID names.",
        parameters: [.user, .cookie, .lastEvent],
        answers: [
            Answer(
                status: 200, details: "Events, as they happen, without an end.",
                mediaType: "text/event-stream", schema: ["type": "string"])
        ],
        problems: [.invalidUser, .invalidCursor, .foreignRead, .notAcceptable])

    private static let query = Operation(
        method: "POST", path: "/query", id: "queryImage", tag: .others, summary: "Ask how large an image is",
        details: "Waits for the answer, for a minute at most.",
        parameters: [.user, .cookie, .mirror],
        bodies: [
            Body(mediaType: "multipart/form-data", schema: Schema.query)
        ] + imageBodies,
        answers: [
            Answer(
                status: 200, details: "The size of the image, and where its mirrored form is.",
                schema: Schema.reference("QuerySuccess"), example: ["status": "SUCCESS", "size": "82kb"])
        ]
            + failures.map {
                Answer(status: $0, details: "Why there is none.", schema: Schema.reference("QueryFailure"))
            })

    /// Statuses of answers that tell a failure.
    private static let failures =
        Set(submissionProblems.map(\.httpStatus)).union([404, 409, 500, 503, 504]).sorted()
}
