import Credentials
import Documents
import Jobs

/// The calls about users, keys and sessions.
extension Operation {
    static let accounts: [Operation] = sessions + users + keys + [showMe, changeMe]

    private static let bodyProblems: [Problem.Code] = [
        .emptyBody, .malformedBody, .unknownField, .invalidOption,
    ]

    private static let sessions = [
        Operation(
            method: "GET", path: "/api/session", id: "showSession", tag: .accounts, summary: "Ask who one is",
            parameters: [.user, .cookie],
            answers: [
                Answer(status: 200, details: "Who is signed in.", schema: Schema.reference("Session"))
            ],
            problems: [.invalidUser]),
        Operation(
            method: "POST", path: "/api/session", id: "signIn", tag: .accounts, summary: "Sign in",
            details:
                "By name and password, or by a link that counts once. The browser's session from before ends.",
            bodies: [
                Body(
                    mediaType: "application/json", schema: Schema.signIn,
                    example: ["user": "ann", "password": "correct horse"])
            ],
            answers: [
                Answer(
                    status: 201, details: "Signed in.", schema: Schema.reference("Session"),
                    headers: [
                        (name: "Set-Cookie", details: "The session: HttpOnly, SameSite=Lax."), locationHeader,
                    ])
            ],
            problems: bodyProblems + [.wrongCredentials, .signInThrottled, .signInNotNeeded]),
        Operation(
            method: "DELETE", path: "/api/session", id: "signOut", tag: .accounts, summary: "Sign out",
            answers: [
                Answer(
                    status: 204, details: "The session has ended.", mediaType: nil,
                    headers: [(name: "Set-Cookie", details: "Takes the session away.")])
            ]),
    ]

    private static let showMe = Operation(
        method: "GET", path: "/api/me", id: "showMe", tag: .accounts, summary: "Look at oneself",
        parameters: [.user, .cookie],
        answers: [Answer(status: 200, details: "The user.", schema: Schema.reference("Account"))],
        problems: [.invalidUser, .unknownUser])

    private static let changeMe = Operation(
        method: "PATCH", path: "/api/me", id: "changeMe", tag: .accounts, summary: "Change oneself",
        details:
            "A new password needs the present one, and ends all other sessions. The webhook is told of jobs that name "
            + "none.",
        parameters: [.user, .cookie],
        bodies: [
            Body(
                mediaType: "application/json", schema: Schema.ownChanges,
                example: ["password": "battery staple", "current_password": "correct horse"])
        ],
        answers: [Answer(status: 200, details: "The user.", schema: Schema.reference("Account"))],
        problems: bodyProblems + [
            .invalidUser, .unknownUser, .invalidPassword, .wrongPassword, .signInThrottled, .invalidWebhook,
        ])

    private static let users = [
        Operation(
            method: "GET", path: "/api/users", id: "listUsers", tag: .accounts, summary: "List users",
            answers: [Answer(status: 200, details: "By name.", schema: Schema.reference("AccountList"))]),
        Operation(
            method: "POST", path: "/api/users", id: "addUser", tag: .accounts, summary: "Add a user",
            details: "Without a password for programs alone, which have keys.",
            bodies: [
                Body(
                    mediaType: "application/json", schema: Schema.newUser,
                    example: ["name": "ann", "password": "correct horse"])
            ],
            answers: [
                Answer(
                    status: 201, details: "The user.", schema: Schema.reference("Account"),
                    headers: [locationHeader])
            ],
            problems: bodyProblems + [.invalidUser, .invalidPassword, .nameTaken]),
        Operation(
            method: "PATCH", path: "/api/users/{name}", id: "changeUser", tag: .accounts,
            summary: "Change a user", details: "A new password ends the user's sessions.",
            parameters: [.userName],
            bodies: [
                Body(
                    mediaType: "application/json", schema: Schema.changes,
                    example: ["role": "user", "weight": 2])
            ],
            answers: [Answer(status: 200, details: "The user.", schema: Schema.reference("Account"))],
            problems: bodyProblems + [
                .unknownUser, .unknownRoute, .invalidPassword, .invalidWebhook, .lastAdmin,
            ]),
        Operation(
            method: "DELETE", path: "/api/users/{name}", id: "removeUser", tag: .accounts,
            summary: "Remove a user", details: "With keys and sessions; the jobs stay, for admins.",
            parameters: [.userName],
            answers: [Answer(status: 204, details: "The user is gone.", mediaType: nil)],
            problems: [.unknownUser, .unknownRoute, .lastAdmin]),
    ]

    private static let keys = [
        Operation(
            method: "GET", path: "/api/keys", id: "listKeys", tag: .accounts, summary: "List keys",
            parameters: [.user, .cookie],
            answers: [Answer(status: 200, details: "Oldest first.", schema: Schema.reference("KeyList"))],
            problems: [.invalidUser]),
        Operation(
            method: "POST", path: "/api/keys", id: "addKey", tag: .accounts, summary: "Make a key",
            details: "For a program, which sends it as a bearer token.", parameters: [.user, .cookie],
            bodies: [
                Body(mediaType: "application/json", schema: Schema.newKey, example: ["name": "laptop"])
            ],
            answers: [
                Answer(
                    status: 201, details: "The key, this once with what it is.",
                    schema: Schema.reference("Key"),
                    headers: [locationHeader])
            ],
            problems: bodyProblems + [.invalidUser, .unknownUser]),
        Operation(
            method: "DELETE", path: "/api/keys/{id}", id: "revokeKey", tag: .accounts,
            summary: "Revoke a key",
            parameters: [.key],
            answers: [Answer(status: 204, details: "The key opens nothing any more.", mediaType: nil)],
            problems: [.unknownKey, .unknownRoute]),
    ]

    static let shareJob = Operation(
        method: "POST", path: "/api/jobs/{id}/share", id: "shareJob", tag: .jobs,
        summary: "Share a job's files",
        details:
            "Links by which whoever has them fetches the files without signing in, for a time. They cannot be called "
            + "back singly; they end with the job.",
        parameters: [.job, .user, .cookie],
        bodies: [
            Body(
                mediaType: "application/json", schema: Schema.sharing,
                example: ["file": "text.txt", "expires_in": 3600])
        ], needsBody: false,
        answers: [
            Answer(status: 201, details: "The links.", schema: Schema.reference("Share"))
        ],
        problems: namingProblems + [.malformedBody, .unknownField, .invalidOption])

    private static let locationHeader = (name: "Location", details: "Where it is.")
}

extension Operation.Parameter {
    /// Names a user.
    static let userName = Operation.Parameter(
        name: "name", place: .path, schema: Schema.text("A name.", pattern: "^[A-Za-z0-9._@+-]{1,64}$"),
        details: "The user.")

    /// Names a key.
    static let key = Operation.Parameter(
        name: "id", place: .path, schema: Schema.text("An id.", pattern: "^[0-9a-f]{16}$"),
        details: "The key, as the list has it.")
}
