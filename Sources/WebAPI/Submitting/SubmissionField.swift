import Jobs

/// The names of the fields that a submission may have, in a form, in JSON or in the query.
enum SubmissionField {
    /// In the order in which people are told of them. Some belong to one kind; others pass them over, so that one form
    /// serves all kinds.
    static let known = [
        "kind", "user_id", "job_id", "delay", "deadline", "priority", "width", "style", "invert", "flip",
        "duration", "prepare", "segmentation", "text", "file_name", "webhook",
    ]

    /// A misspelt field would silently become its default.
    /// - Throws: `Problem` with `.unknownField`.
    static func check(_ name: String) throws(Problem) {
        guard !known.contains(name) else { return }
        let shown = Submission.displayName(name)
        if name == FormReader.imageField {
            throw Problem(
                .unknownField,
                "An image is no field of text: send it as a file of a form, or as the body itself.")
        }
        throw Problem(
            .unknownField,
            "There is no field called “\(shown)”. The fields are: \(known.joined(separator: ", ")); images go in "
                + "\(FormReader.imageField).")
    }

    /// The same for a part of a form that carries a file.
    /// - Throws: `Problem` with `.unknownField`.
    static func check(file name: String) throws(Problem) {
        guard name != FormReader.imageField else { return }
        throw Problem(
            .unknownField,
            "The file in the field “\(Submission.displayName(name))” is not expected there: images go in the field "
                + "\(FormReader.imageField).")
    }
}
