import Documents
import Jobs

/// How the processors are shared.
extension Schema {
    static var sharingDocuments: [String: JSONValue] {
        [
            "Rules": rules, "UserTerms": object("What a user gets.", terms, optional: Set(terms.keys)),
            "QueueState": queueState, "UserShare": share, "Failures": failures,
        ]
    }

    private static var failures: JSONValue {
        let row = object(
            "The jobs of one code.",
            [
                "code": text("Why they failed.", pattern: "^[a-z_]+$"),
                "count": count("How many.", 1...Int(Int32.max)),
                "last": time("When the last of them failed."),
            ])
        return object(
            "Failed jobs, of those that are kept.",
            [
                "window": word("How far back.", [FailuresDocument.window]), "total": count("All of them."),
                "by_code": list(of: row, "The most frequent code first."),
            ])
    }

    private static var queueState: JSONValue {
        object(
            "What waits, and who got what.",
            [
                "waiting": count("Jobs that wait for a processor."), "running": count("Jobs that have one."),
                "scheduled": count("Jobs that wait for their time."),
                "users": count("Users who have a job that has not ended."),
                "oldest_wait_ms": count("How long the job waits that waits longest."),
                "processors": reference("ProcessorCounts"),
                "fairness": windows(
                    "How fair it was to all users.",
                    [
                        "jain_index": number(
                            "What users got for each second promised: 1 when it was the same for all.", 0...1),
                        "contenders": count("Users whom the index is of: they waited all the time."),
                        "longest_wait_ms": count("The longest wait of a job that began."),
                    ]),
                "shares": list(
                    of: reference("UserShare"), "Users with most processor time within the hour first."),
                "more": count("How many users more there are."),
                "processing": list(
                    of: reference("Job"),
                    "Jobs that processors hold, the longest at work first; for admins."),
            ], optional: ["processing"])
    }

    private static var share: JSONValue {
        let sums = object(
            "Processor time.",
            [
                "promised_ms": duration("What the weight promised."),
                "received_ms": duration("What the user got."),
                "longest_wait_ms": count("The longest wait of a job that began."),
            ])
        return object(
            "What a user was promised and got.",
            [
                "user": text("Who.", pattern: pattern), "weight": number("The user's.", 0.001...1000),
                "jobs": count("Jobs that have not ended."), "running": count("Those of them that run."),
                "minute": sums, "hour": sums, "day": sums,
            ])
    }

    /// Corrections of what was predicted may leave less than nothing.
    private static func duration(_ details: String) -> JSONValue {
        ["type": "integer", "description": .text(details)]
    }

    private static func windows(_ details: String, _ members: [String: JSONValue]) -> JSONValue {
        let window = object("Within it.", members)
        return object(
            details, Dictionary(uniqueKeysWithValues: UserShareDocument.names.map { ($0, window) }))
    }

    private static let pattern = "^[A-Za-z0-9._@+-]{1,64}$"

    private static var rules: JSONValue {
        let member = terms.merging([
            "tier": text("Whose terms count beside the user's own.", pattern: pattern)
        ]) {
            $1
        }
        return object(
            "How users share the processors. A user's own terms count first, then the tier's, then everyone's.",
            [
                "everyone": reference("UserTerms"),
                "tiers": named("Terms by the name of the tier.", reference("UserTerms")),
                "users": named(
                    "Terms by the name of the user.",
                    object("What one user gets.", member, optional: Set(member.keys))),
                "conditions": list(of: condition, "Jobs that count more or less; factors are multiplied."),
            ], optional: ["everyone", "tiers", "users", "conditions"])
    }

    /// An object whose members' names anybody may choose.
    private static func named(_ details: String, _ member: JSONValue) -> JSONValue {
        .object([
            "type": "object", "description": .text(details), "additionalProperties": member,
            "propertyNames": ["pattern": .text(pattern)],
        ])
    }

    private static var terms: [String: JSONValue] {
        [
            "weight": number("Twice the weight is twice the processor time.", Rules.weightRange),
            "max_running": count("Most jobs that run at once.", UserTerms.runningRange),
            "max_waiting": count("Most jobs that wait at once.", UserTerms.waitingRange),
            "processor_seconds_per_day": count(
                "What the jobs of one day in UTC may take of processors.", UserTerms.processorSecondsRange),
            "pixels_per_day": count("What their images may have.", UserTerms.pixelsRange),
        ]
    }

    private static var condition: JSONValue {
        object(
            "Jobs whose time counts less by a factor. All that is named must be so.",
            [
                "kinds": list(
                    of: word("A kind.", JobKind.allCases.filter { !$0.isErrand }.map(\.rawValue)),
                    "Jobs of one of these kinds.", atLeast: 1),
                "pixels_over": count("Jobs with more pixels.", 0...UserTerms.pixelsRange.upperBound),
                "pixels_up_to": count("Jobs with no more pixels.", UserTerms.pixelsRange),
                "between": text(
                    "Jobs that begin between two times, in UTC.",
                    pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$"),
                "waited_over": number("Jobs that waited for longer, in seconds.", 0...86_400),
                "factor": number("At 2 their user pays half of their time.", Rules.weightRange),
            ], optional: ["kinds", "pixels_over", "pixels_up_to", "between", "waited_over"])
    }
}
