import Documents
import Jobs

/// The calls that last.
extension Operation {
    static let live = [
        Operation(
            method: "GET", path: "/api/events", id: "followEvents", tag: .jobs,
            summary: "Follow the user's jobs",
            details:
                "Events as they happen: job carries a Job, queue a Queue, removed a Removed. An event's id, sent "
                + "again, goes on after it.",
            parameters: [.user, .cookie, .lastEventID, .lastEventIDInQuery],
            answers: [
                Answer(
                    status: 101, details: "A WebSocket, for a request that upgrades to one.", mediaType: nil),
                Answer(
                    status: 200, details: "Server-sent events, for Accept: text/event-stream.",
                    mediaType: "text/event-stream",
                    schema: [
                        "type": "string",
                        "x-events": .object([
                            "job": Schema.reference("Job"), "queue": Schema.reference("Queue"),
                            "removed": Schema.reference("Removed"),
                        ]),
                    ]),
            ], problems: [.invalidUser, .invalidCursor, .foreignRead, .notAcceptable])
    ]

    /// Of answers that a client may keep.
    static let tagHeader = (name: "ETag", details: "Changes with the document, for If-None-Match.")

    /// Of answers that a client may have waited for.
    static let waitHeader = (
        name: "Preference-Applied", details: "That the client was waited for, and how long at most."
    )

    /// What a client is told that has the document already.
    static let notModified = Answer(
        status: 304, details: "Nothing has changed since the ETag.", mediaType: nil, headers: [tagHeader])
}

extension Operation.Parameter {
    /// How long the client waits.
    static let prefer = Operation.Parameter(
        name: "Prefer", place: .header,
        schema: Schema.text("wait= and seconds.", pattern: "^wait=[0-9]{1,3}$"),
        details: "wait=N: answer when the job has ended, or after N seconds, at most "
            + "\(WaitPreference.longestSeconds) (RFC 7240).")

    static let ifNoneMatch = Operation.Parameter(
        name: "If-None-Match", place: .header,
        schema: Schema.text("An ETag.", pattern: "^\"[0-9a-f]{32}\"$"),
        details: "The ETag of what the client has: 304 when nothing has changed.")

    static let lastEventID = Operation.Parameter(
        name: "Last-Event-ID", place: .header, schema: eventID, details: "Goes on after this event.")

    static let lastEventIDInQuery = Operation.Parameter(
        name: "last_event_id", place: .query, schema: eventID,
        details: "The same, for clients that cannot set the header.")

    private static let eventID = Schema.text("The id of an event.", pattern: "^[0-9]{1,10}:[0-9]{1,10}$")
}
