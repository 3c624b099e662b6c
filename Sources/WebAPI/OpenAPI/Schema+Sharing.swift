import Documents
import Jobs

/// How the processors are shared.
extension Schema {
    static var sharingDocuments: [String: JSONValue] {
        ["Rules": rules, "UserTerms": object("What a user gets.", terms, optional: Set(terms.keys))]
    }

    private static let pattern = "^[A-Za-z0-9._@+-]{1,64}$"

    private static var rules: JSONValue {
        let member = terms.merging(["tier": text("Whose terms count beside the user's own.", pattern: pattern)]) {
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
