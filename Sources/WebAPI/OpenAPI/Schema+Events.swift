import Documents
import Jobs

/// What events carry besides jobs.
extension Schema {
    static var events: [String: JSONValue] { ["Queue": queue, "Removed": removed] }

    private static var queue: JSONValue {
        object(
            "How the user's jobs stand in the queue.",
            [
                "waiting": count("Jobs of all users that wait."),
                "running": count("Jobs of all users that run."),
                "jobs": list(of: entry, "The user's that run, then those that wait, in their order."),
                "more": count("How many more of the user's have not ended."),
            ])
    }

    private static var entry: JSONValue {
        object(
            "One job.",
            [
                "id": text("The job's id."),
                "state": word("Where it stands.", JobState.allCases.map(\.rawValue)),
                "position": count("Estimated place among all that wait, from 1."),
                "own_position": count("Place among the user's own that wait, from 1."),
                "predicted_start": time("When it will begin, in half of such cases."),
                "predicted_start_p90": time("By when it will have begun in nine of ten such cases."),
                "waited_ms": count("From its submission until it began."),
                "spent_ms": count("Since it began."),
            ], optional: ["position", "own_position", "predicted_start", "predicted_start_p90"])
    }

    static var explanation: JSONValue {
        object(
            "Why a job has not ended. What does not apply is absent.",
            [
                "state": word(
                    "Where it stands.", JobState.allCases.filter { !$0.isTerminal }.map(\.rawValue)),
                "position": count("Estimated place among all that wait, from 1."),
                "own_position": count("Place among the user's own that wait, from 1."),
                "share": number(
                    "Which part of all processor time the user is promised while those wait who wait now.",
                    0...1),
                "processors": count("Jobs that run at once."),
                "own_running": count("Jobs of the user that run."),
                "work_ahead_seconds": [
                    "type": "number", "minimum": 0,
                    "description": "Processor time of all that will probably run before it.",
                ],
                "predicted_start": time("When it will begin, in half of such cases."),
                "predicted_start_p90": time("By when it will have begun in nine of ten such cases."),
                "predicted_end": time("When it will end, in half of such cases."),
                "predicted_end_p90": time("By when it will have ended in nine of ten such cases."),
                "changes": list(of: text("A sentence."), "What keeps it, and what would change that."),
                "reasons": list(
                    of: object(
                        "A reason.",
                        [
                            "code": word("Which.", Explanation.Reason.Code.allCases.map(\.rawValue)),
                            "count": count("How many jobs, users or processors it is about."),
                        ], optional: ["count"]), "The same as `changes`, one for each sentence."),
            ],
            optional: [
                "position", "own_position", "work_ahead_seconds", "predicted_start", "predicted_start_p90",
            ])
    }

    private static var removed: JSONValue {
        object("A job that is there no more.", ["removed": text("Its id.")])
    }
}
