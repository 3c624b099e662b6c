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
    /// Who is told of the end; nil where the request names nobody.
    let webhook: Webhook?

    /// Empty fields count as absent, as forms send them.
    /// - Throws: `Problem` with `.unknownKind`, `.invalidUser`, `.invalidOption` or `.invalidWebhook`.
    init(fields: [String: String], cookie: String?) throws(Problem) {
        let fields = fields.filter { !$0.value.isEmpty }
        kind = try Self.kind(fields["kind"])
        user = try UserName(fields: fields, cookie: cookie)
        options = try JobOptions(kind: kind, fields: fields)
        text = kind == .text ? fields[FormReader.textField] : nil
        delayMilliseconds = try Self.delay(fields["delay"])
        saysDelay = fields["delay"] != nil
        deadlineMilliseconds = try Self.deadline(fields["deadline"], delay: delayMilliseconds ?? 0)
        webhook = try Self.webhook(fields["webhook"])
    }

    private static func webhook(_ text: String?) throws(Problem) -> Webhook? {
        guard let text else { return nil }
        guard let webhook = Webhook(text) else {
            throw Problem(
                .invalidWebhook,
                "webhook is an http or https URL of at most \(Webhook.maximumBytes) bytes, without user name and "
                    + "fragment, with a host that is a name, four decimal numbers, or an IPv6 address in brackets."
            )
        }
        return webhook
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

extension UserName {
    /// Who a request without sign-in is for: the field `user_id`, else the cookie `platen_user`, else `guest`.
    /// - Throws: `Problem` with `.invalidUser`.
    init(fields: [String: String], cookie: String?) throws(Problem) {
        let named = fields["user_id"].flatMap { $0.isEmpty ? nil : $0 }
        guard let text = named ?? cookie.flatMap({ Cookies.value(of: "platen_user", in: $0) }) else {
            self = .guest
            return
        }
        guard let name = UserName(text) else {
            throw Problem(
                .invalidUser,
                "The \(named == nil ? "cookie platen_user" : "field user_id") is not a user name: "
                    + "1 to \(Self.maximumBytes) letters, digits and . _ - @ +")
        }
        self = name
    }
}
