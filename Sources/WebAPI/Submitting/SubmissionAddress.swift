import Jobs

/// The addresses that take jobs. They differ in what they take for granted and in what they answer.
enum SubmissionAddress: Hashable, Sendable {
    /// `POST /api/jobs`.
    case jobs
    /// `POST /jobs`.
    case plainJobs
    /// `POST /api/process`.
    case process
    /// `POST /query`.
    case query

    /// What `POST /jobs` makes of a request that neither names a kind nor carries anything.
    static let plainKind = JobKind.photo

    /// Whether a request without a body asks for something.
    var takesNoBody: Bool { self == .plainJobs }

    /// Whether fields may come as `a=1&b=2`. Elsewhere that is an image whose sender forgot to name its type.
    var takesPairs: Bool { self == .plainJobs || self == .process }

    /// The most images of one request, if the settings allow as many.
    var maximumImages: Int { self == .process || self == .query ? 1 : .max }

    /// - Throws: `Problem` with `.unknownField` for the name of a field that is not expected here.
    func check(_ name: String) throws(Problem) {
        guard self != .query else { return try Self.checkQuery(name) }
        try SubmissionField.check(name)
    }

    private static let queryFields = ["mirror", "user_id"]

    private static func checkQuery(_ name: String) throws(Problem) {
        guard queryFields.contains(name) else {
            throw Problem(
                .unknownField,
                "There is no field called “\(Submission.displayName(name))”. The fields are: "
                    + "\(([FormReader.imageField] + queryFields).joined(separator: ", ")).")
        }
    }

    /// The fields of a request, the kind among them where it names none.
    func completed(_ draft: SubmissionDraft) -> [String: String] {
        guard draft.fields["kind"]?.isEmpty ?? true else { return draft.fields }
        return draft.fields.merging(["kind": kind(of: draft).rawValue]) { $1 }
    }

    private func kind(of draft: SubmissionDraft) -> JobKind {
        let hasText = !(draft.fields["text"]?.isEmpty ?? true)
        if hasText, self == .process || draft.uploads.isEmpty { return .text }
        guard self == .plainJobs, draft.uploads.isEmpty else { return .ocr }
        return draft.fields["duration"]?.isEmpty ?? true ? Self.plainKind : .sleep
    }
}
