/// A job as the responder hands it to the supervisor: everything that must be remembered of it.
package struct Submission: Hashable, Sendable {
    package var id: JobID
    package var user: UserName
    package var kind: JobKind
    package var options: JobOptions
    /// Nil for kinds without an image.
    package var image: InputImage?
    /// Of the image's bytes as they were sent; nil for kinds without an image, and for jobs older than digests.
    package var digest: ContentDigest?
    /// The client's name of the file, for display only; at most `maximumFileNameBytes` of UTF-8.
    package var fileName: String?
    package var submittedAt: Timestamp
    /// The job waits until then and holds no processor; nil for one that may begin at once.
    package var dueAt: Timestamp?
    /// The job fails when it has not begun by then; nil for one that waits as long as it takes.
    package var deadlineAt: Timestamp?

    /// Among the jobs of its user.
    package var priority = Priority.normal
    /// Nil for a submission that may be repeated.
    package var key: SubmissionKey?
    /// Of the request that it came with; nil for jobs older than such ids.
    package var requestID: RequestID?

    /// Who is told of the job's end; nil for nobody.
    package var webhook: Webhook?

    package static let maximumFileNameBytes = 255

    package init(
        id: JobID, user: UserName, kind: JobKind, options: JobOptions, image: InputImage?,
        digest: ContentDigest? = nil, fileName: String?, submittedAt: Timestamp, dueAt: Timestamp? = nil,
        deadlineAt: Timestamp? = nil, priority: Priority = .normal, key: SubmissionKey? = nil, requestID: RequestID? = nil,
        webhook: Webhook? = nil
    ) {
        self.id = id
        self.user = user
        self.kind = kind
        self.options = options
        self.image = image
        self.digest = digest
        self.fileName = fileName.map { Self.displayName($0) }
        self.submittedAt = submittedAt
        self.dueAt = dueAt
        self.deadlineAt = deadlineAt
        self.priority = priority
        self.key = key
        self.requestID = requestID
        self.webhook = webhook
    }

    /// The longest time that a job may be put off, in seconds: 30 days.
    package static let longestDelaySeconds = 86_400.0 * 30

    /// The longest deadline that a submission can set, in seconds: 60 days.
    package static let longestDeadlineSeconds = 86_400.0 * 60

    /// In which state the job begins.
    package var initialState: JobState { dueAt == nil ? .pending : .scheduled }

    /// The last path component of what a client called its file, without control characters and without those that
    /// turn the direction of writing, so that no name looks like another; cut at a character boundary to what a
    /// record holds. Empty for `.` and `..`, which name no file.
    package static func displayName(_ name: String) -> String {
        if name == "." || name == ".." { return "" }
        guard name.utf8.count > maximumFileNameBytes || !name.utf8.allSatisfy(isPlain) else { return name }
        let component = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        var kept = String(String.UnicodeScalarView(component.unicodeScalars.filter(isVisible)))
        while kept.utf8.count > maximumFileNameBytes { kept.removeLast() }
        return kept == "." || kept == ".." ? "" : kept
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !scalar.properties.isBidiControl
        }
    }

    /// Visible ASCII that separates no path components: nothing to take out, and found out quickly, since every
    /// command passes here on both sides of the ring.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "\\")
    }
}
