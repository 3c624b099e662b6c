import Jobs

/// What is to be done and for whom, from the fields of a request.
struct JobOrder: Hashable {
    let kind: JobKind
    let user: UserName
    let options: JobOptions
    /// What the job is about, of the kind `text`; nil without one.
    let text: String?
    /// How long the job is put off, in milliseconds; nil when it may begin at once.
    let delayMilliseconds: Int64?
    /// Whether it says how long the job is put off, not at all included.
    let saysDelay: Bool
    /// How long the job may wait to begin, in milliseconds; nil for as long as it takes.
    let deadlineMilliseconds: Int64?
    /// Among the user's own jobs.
    let priority: Priority
    /// Who is told of the end; nil where the request names nobody.
    let webhook: Webhook?

    /// Empty fields count as absent, as forms send them.
    /// - Throws: `Problem` with `.unknownKind`, `.invalidUser`, `.forbidden`, `.invalidOption` or `.invalidWebhook`.
    init(fields: [String: String], caller: Caller) throws(Problem) {
        let fields = fields.filter { !$0.value.isEmpty }
        kind = try Self.kind(fields["kind"])
        user = try caller.user(named: fields["user_id"])
        options = try JobOptions(kind: kind, fields: fields)
        text = kind == .text ? fields[FormReader.textField] : nil
        delayMilliseconds = try Self.delay(fields["delay"])
        saysDelay = fields["delay"] != nil
        deadlineMilliseconds = try Self.deadline(fields["deadline"], delay: delayMilliseconds ?? 0)
        priority = try Self.priority(fields["priority"])
        webhook = try fields["webhook"].map { text throws(Problem) in try Webhook(field: text) }
    }

    private static func priority(_ text: String?) throws(Problem) -> Priority {
        guard let text else { return .normal }
        guard let priority = Int(text).flatMap({ Priority($0) }) else {
            let range = Priority.range
            throw Problem(
                .invalidOption,
                "priority is a whole number from \(range.lowerBound) to \(range.upperBound): the higher runs "
                    + "earlier among your own jobs.")
        }
        return priority
    }

    private static func delay(_ text: String?) throws(Problem) -> Int64? {
        guard let text else { return nil }
        let longest = Submission.longestDelaySeconds
        guard let seconds = Double(text), (0...longest).contains(seconds) else {
            throw Problem(.invalidOption, "delay is a number of seconds from 0 to \(Int(longest)).")
        }
        let milliseconds = Int64((seconds * 1000).rounded())
        return milliseconds > 0 ? milliseconds : nil
    }

    /// From one millisecond up, for at zero no job could begin.
    private static func deadline(_ text: String?, delay: Int64) throws(Problem) -> Int64? {
        guard let text else { return nil }
        let longest = Submission.longestDeadlineSeconds
        guard let seconds = Double(text), (0.001...longest).contains(seconds) else {
            throw Problem(
                .invalidOption, "deadline is a number of seconds, more than 0 and at most \(Int(longest)).")
        }
        let milliseconds = Int64((seconds * 1000).rounded())
        guard milliseconds > delay else {
            throw Problem(.invalidOption, "deadline must be longer than delay, or the job could never begin.")
        }
        return milliseconds
    }

    private static func kind(_ text: String?) throws(Problem) -> JobKind {
        guard let text else { return .ocr }
        guard let kind = JobKind(rawValue: text) else {
            let known = JobKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.unknownKind, "There is no such kind of job. The kinds are: \(known).")
        }
        return kind
    }
}

extension Webhook {
    /// The value of a field `webhook`.
    /// - Throws: `Problem` with `.invalidWebhook`.
    init(field text: String) throws(Problem) {
        guard let webhook = Webhook(text) else {
            throw Problem(
                .invalidWebhook,
                "webhook is an http or https URL of at most \(Webhook.maximumBytes) bytes, without user name and "
                    + "fragment, with a host that is a name, four decimal numbers, or an IPv6 address in brackets."
            )
        }
        self = webhook
    }
}
