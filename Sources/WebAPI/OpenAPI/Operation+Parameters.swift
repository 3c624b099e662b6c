import Documents
import Jobs

extension Operation.Parameter {
    /// Names a job.
    static let job = Operation.Parameter(
        name: "id", place: .path,
        schema: Schema.text(
            "Its id, or the job_id that it was submitted with.",
            pattern: "^[A-Za-z0-9_~-][A-Za-z0-9._:~-]{0,71}$"),
        details: "The job: its id, or the job_id that it was submitted with.")

    /// Names a result file.
    static let file = Operation.Parameter(
        name: "file", place: .path,
        schema: Schema.text("As the job lists it.", pattern: "^[a-z0-9][a-z0-9._-]{0,99}$"),
        details: "The file, as the job lists it.")

    /// Lets in to a file without signing in.
    static let share = Operation.Parameter(
        name: ShareLink.field, place: .query, schema: Schema.text("Of a shared link."),
        details: "What a shared link carries.")

    /// Says who asks.
    static let user = field(
        "user_id",
        "Who asks; else the cookie platen_user says it, else it is guest. Where people sign in, for admins alone: whose "
            + "jobs they ask about.")

    static let cookie = Operation.Parameter(
        name: "platen_user", place: .cookie,
        schema: Schema.field("user_id") ?? [:], details: "Who asks, where user_id does not say it.")

    static let limit = Operation.Parameter(
        name: "limit", place: .query, schema: Schema.count("So many.", ListJobs.limits),
        details: "How many jobs a page has.")

    static let cursor = Operation.Parameter(
        name: "cursor", place: .query, schema: Schema.text("Opaque.", pattern: "^[A-Za-z0-9_-]{11}$"),
        details: "Where the page begins: the next of the page before.")

    static let states = several(
        of: JobState.allCases.map(\.rawValue), name: "state", "Only jobs in this state, or in one of several."
    )

    static let kinds = several(
        of: JobKind.allCases.map(\.rawValue), name: "kind", "Only jobs of this kind, or of one of several.")

    static let search = Operation.Parameter(
        name: "q", place: .query, schema: Schema.text("Words.", maximum: 50),
        details: "Only ended jobs in whose recognised text, or file's name, words begin like each of these.")

    /// Words with commas between them.
    private static func several(of words: [String], name: String, _ details: String) -> Operation.Parameter {
        let word = "(\(words.joined(separator: "|")))"
        return Operation.Parameter(
            name: name, place: .query,
            schema: Schema.text("With commas.", pattern: "^\(word)(,\(word)){0,5}$"),
            details: details)
    }

    static let mirror = Operation.Parameter(
        name: "mirror", place: .query,
        schema: Schema.word("Whether the mirrored image is wanted too.", ["true", "false"]),
        details: "Whether the mirrored image is wanted too.")

    static let idempotencyKey = Operation.Parameter(
        name: "Idempotency-Key", place: .header,
        schema: Schema.text("Visible ASCII.", pattern: "^[A-Za-z0-9._:~-]{1,255}$"),
        details: "The same key of the same user gives the same job again.")

    /// The fields of a submission in the query, those of the body counting more.
    static let submission = SubmissionField.known.map { field($0, nil) } + [cookie, idempotencyKey]

    /// A field of submissions in the query; `details` in place of its own.
    private static func field(_ name: String, _ details: String?) -> Operation.Parameter {
        let schema = Schema.field(name) ?? [:]
        return Operation.Parameter(
            name: name, place: .query, schema: schema, details: details ?? schema["description"] ?? "")
    }
}

extension JSONValue {
    /// The text of a member; nil where there is none.
    subscript(name: String) -> String? {
        guard case .object(let members) = self, case .text(let text) = members[name] else { return nil }
        return text
    }
}
