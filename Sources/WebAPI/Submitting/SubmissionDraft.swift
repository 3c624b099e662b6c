import Jobs

/// What one request asks for, as far as it has arrived: text fields and images.
final class SubmissionDraft {
    /// Fields of the query, overlaid by those of the body.
    private(set) var fields: [String: String]
    /// In the order in which they were sent.
    private(set) var uploads: [Upload] = []
    /// Where the request was sent.
    let address: SubmissionAddress
    private let backend: Backend

    init(fields: [String: String], address: SubmissionAddress, backend: Backend) {
        self.fields = fields
        self.address = address
        self.backend = backend
    }

    func set(_ name: String, to value: String) {
        fields[name] = value
    }

    /// Begins the next image.
    /// - Throws: `Problem` with `.tooManyParts`.
    func beginUpload(fileName: String?) throws(Problem) -> Upload {
        guard uploads.count < backend.limits.maximumImages else {
            throw Problem(
                .tooManyParts,
                "One request takes at most \(backend.limits.maximumImages) images. Send several requests.")
        }
        let upload = Upload(
            id: backend.makeID(), number: uploads.count + 1, fileName: fileName, backend: backend)
        uploads.append(upload)
        return upload
    }

    /// Gives each upload the text that its job is about; without an image there is one of the text alone.
    func attach(text: String) {
        if uploads.isEmpty {
            uploads.append(Upload(id: backend.makeID(), number: 1, fileName: nil, backend: backend))
        }
        for upload in uploads { upload.text = text }
    }

    /// Takes back the newest image, of which nothing arrived: a form's file field that was left empty.
    func dropEmptyUpload() {
        if uploads.last?.isEmpty == true { uploads.removeLast() }
    }

    /// Removes all images from the spool.
    func discard() {
        for upload in uploads { upload.discard() }
    }
}
