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
                "predicted_start": time("When it will probably begin."),
                "waited_ms": count("From its submission until it began."),
                "spent_ms": count("Since it began."),
            ], optional: ["position", "own_position", "predicted_start"])
    }

    private static var removed: JSONValue {
        object("A job that is there no more.", ["removed": text("Its id.")])
    }
}
