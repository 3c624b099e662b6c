import Jobs

/// The addresses that take jobs. They differ in what they take for granted and in what they answer.
enum SubmissionAddress: Hashable, Sendable {
    /// `POST /api/jobs`.
    case jobs
    /// `POST /jobs`.
    case plainJobs
    /// `POST /api/process`.
    case process

    /// What `POST /jobs` makes of a request that neither names a kind nor carries anything.
    static let plainKind = JobKind.photo

    /// Whether a request without a body asks for something.
    var takesNoBody: Bool { self == .plainJobs }

    /// Whether fields may come as `a=1&b=2`. Elsewhere that is an image whose sender forgot to name its type.
    var takesPairs: Bool { self != .jobs }

    /// The most images of one request, if the settings allow as many.
    var maximumImages: Int { self == .process ? 1 : .max }

    /// - Throws: `Problem` with `.unknownField` for the name of a field that is not expected here.
    func check(_ name: String) throws(Problem) {
        // Its clients send a text beside the image; no kind uses it yet.
        guard self != .process || name != "text" else { return }
        try SubmissionField.check(name)
    }

    /// The fields of a request, the kind among them where it names none.
    func completed(_ draft: SubmissionDraft) -> [String: String] {
        guard draft.fields["kind"]?.isEmpty ?? true else { return draft.fields }
        return draft.fields.merging(["kind": kind(of: draft).rawValue]) { $1 }
    }

    private func kind(of draft: SubmissionDraft) -> JobKind {
        guard self == .plainJobs, draft.uploads.isEmpty else { return .ocr }
        return draft.fields["duration"]?.isEmpty ?? true ? Self.plainKind : .sleep
    }
}
