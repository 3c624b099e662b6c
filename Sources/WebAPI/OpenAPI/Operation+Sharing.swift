import Documents
import Jobs

/// The calls about how the processors are shared.
extension Operation {
    static let sharing: [Operation] = [
        Operation(
            method: "GET", path: "/api/queue", id: "showQueue", tag: .service,
            summary: "Ask what waits, and who got what of the processors",
            details:
                "Shares are of the 32 users with most processor time within the hour. While a user has a job that waits "
                + "and may run, the time of every job that begins is promised to all such users in proportion to "
                + "their weights; what a user received is the time of the user's own jobs. Both come to the same, up "
                + "to a job or two. A minute, hour or day is its last half to whole.",
            parameters: [.user, .cookie],
            answers: [
                Answer(status: 200, details: "As it is now.", schema: Schema.reference("QueueState"))
            ], problems: [.invalidUser]),
        Operation(
            method: "GET", path: "/api/rules", id: "showRules", tag: .service,
            summary: "Ask by which rules users share the processors",
            answers: [
                Answer(
                    status: 200, details: "What is not said is absent.", schema: Schema.reference("Rules"),
                    example: exampleRules)
            ]),
        Operation(
            method: "PUT", path: "/api/rules", id: "changeRules", tag: .service,
            summary: "Set the rules by which users share the processors",
            details:
                "All of them, in place of those before. They count from the answer on, for jobs that wait too, and are "
                + "kept over restarts. Every fault is named with its place, and then the rules stay as they were.",
            bodies: [
                Body(
                    mediaType: "application/json", schema: Schema.reference("Rules"), example: exampleRules)
            ],
            answers: [
                Answer(status: 200, details: "These count now.", schema: Schema.reference("Rules"))
            ],
            problems: [.emptyBody, .malformedBody, .bodyTooLarge, .invalidRules]),
    ]

    private static let exampleRules: JSONValue = [
        "everyone": ["max_running": 4, "pixels_per_day": 5_000_000_000],
        "tiers": ["paid": ["weight": 4]],
        "users": ["ann": ["tier": "paid"]],
        "conditions": [["between": "22:00-06:00", "factor": 2]],
    ]
}
