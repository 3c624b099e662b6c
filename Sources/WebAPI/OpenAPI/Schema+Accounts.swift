import Credentials
import Documents
import Jobs

/// Users, keys and sessions.
extension Schema {
    /// The documents that are answered, by name.
    static var accountDocuments: [String: JSONValue] {
        [
            "Session": session, "Account": account, "Key": key, "Share": share,
            "AccountList": object("All users.", ["users": list(of: reference("Account"), "By name.")]),
            "KeyList": object("A user's keys.", ["keys": list(of: reference("Key"), "Oldest first.")]),
        ]
    }

    static var signIn: JSONValue {
        object(
            "Name and password, or a link.",
            [
                "user": text("The name."), "password": text("The password."),
                "link": text("What stands in a sign-in link, which counts once."),
            ], optional: ["user", "password", "link"])
    }

    static var ownChanges: JSONValue {
        object(
            "What is to be another.",
            [
                "password": password, "current_password": text("The present password, where there is one."),
                "webhook": webhook, "webhook_secret": webhookSecret,
            ], optional: ["password", "current_password", "webhook", "webhook_secret"])
    }

    static var changes: JSONValue {
        object(
            "What is to be another.",
            [
                "role": role, "password": password, "weight": orNull(weight), "webhook": webhook,
                "webhook_secret": webhookSecret,
            ], optional: ["role", "password", "weight", "webhook", "webhook_secret"])
    }

    static var newUser: JSONValue {
        object(
            "A user.", ["name": name, "role": role, "password": password, "weight": weight],
            optional: ["role", "password", "weight"])
    }

    static var newKey: JSONValue {
        object("A key.", ["name": text("What it is for.", pattern: "^[A-Za-z0-9 .,_-]{1,100}$")])
    }

    static var sharing: JSONValue {
        object(
            "What is shared, and for how long.",
            [
                "file": text("One of the job's files; all result files unless said."),
                "expires_in": count("Seconds; a day unless said.", ShareLink.secondsRange),
            ], optional: ["file", "expires_in"])
    }

    private static var name: JSONValue { text("The name.", pattern: "^[A-Za-z0-9._@+-]{1,64}$") }
    private static var role: JSONValue { word("What the user may.", Role.allCases.map(\.rawValue)) }
    private static var weight: JSONValue {
        number("What the user's share is in proportion to.", Weight.range)
    }
    private static var password: JSONValue {
        text(
            "The new password.",
            pattern: "^[ -~]{\(Password.byteRange.lowerBound),\(Password.byteRange.upperBound)}$")
    }
    private static var webhook: JSONValue { orNull(field("webhook") ?? [:]) }
    private static var webhookSecret: JSONValue {
        orNull(text("Signs the user's webhooks.", pattern: "^whsec_[A-Za-z0-9+/]{32}$"))
    }

    private static func orNull(_ schema: JSONValue) -> JSONValue {
        .object(["anyOf": [schema, ["type": "null"]]])
    }

    private static var session: JSONValue {
        object(
            "Who is signed in.",
            [
                "auth": word("Whether the service asks.", ServiceSettings.Access.modes), "user": text("Who."),
                "role": role, "expires_at": time("When the session ends."),
            ], optional: ["expires_at"])
    }

    private static var account: JSONValue {
        object(
            "A user.",
            [
                "name": name, "role": role, "has_password": truth("Whether the user can sign in by one."),
                "weight": weight, "webhook": text("Who is told of jobs that name nobody."),
                "has_webhook_secret": truth(
                    "Whether the user's webhooks are signed by a secret of their own."),
                "created_at": time("When the user was added."),
            ], optional: ["weight", "webhook", "created_at"])
    }

    private static var key: JSONValue {
        object(
            "A key of a program.",
            [
                "id": text("Names it.", pattern: "^[0-9a-f]{16}$"), "name": text("What it is for."),
                "user": text("Whose it is."), "created_at": time("When it was made."),
                "last_used_at": time("When it was used last, to a minute."),
                "key": text("What it is; only where it is made.", pattern: "^pk_[0-9a-f]{64}$"),
            ], optional: ["last_used_at", "key"])
    }

    private static var share: JSONValue {
        object(
            "Links to files.",
            [
                "expires_at": time("Until when they count."),
                "links": list(
                    of: object("A link.", ["name": text("The file's."), "url": text("Where it is.")]),
                    "One for each file."),
            ])
    }
}
