import Jobs

/// Sorts the parts of a multipart form: images go to the spool, fields are remembered, other files are passed over.
struct FormReader: MultipartHandler {
    /// The form field that carries images.
    static let imageField = "image"
    /// A field's value.
    static let maximumFieldBytes = 8192

    private enum Part {
        case none
        case field(String)
        case image(Upload)
    }

    private let draft: SubmissionDraft
    private var part = Part.none
    private var value: [UInt8] = []

    init(draft: SubmissionDraft) {
        self.draft = draft
    }

    mutating func partBegan(_ head: PartHead) throws(Problem) {
        if head.name == Self.imageField {
            part = .image(try draft.beginUpload(fileName: head.fileName.flatMap { $0.isEmpty ? nil : $0 }))
        } else if head.fileName == nil {
            part = .field(head.name)
            value.removeAll(keepingCapacity: true)
        } else {
            part = .none
        }
    }

    mutating func partContinued(_ piece: Span<UInt8>) throws(Problem) {
        switch part {
        case .none: break
        case .image(let upload): try upload.append(piece)
        case .field(let name):
            guard value.count + piece.count <= Self.maximumFieldBytes else {
                throw Problem(
                    .invalidOption, "The field \(name) is longer than \(Self.maximumFieldBytes) bytes.")
            }
            for index in piece.indices { value.append(piece[index]) }
        }
    }

    mutating func partEnded() throws(Problem) {
        switch part {
        case .none: break
        case .field(let name): try endField(name)
        case .image(let upload): try end(upload)
        }
        part = .none
    }

    private func endField(_ name: String) throws(Problem) {
        guard let text = String(validating: value, as: UTF8.self) else {
            throw Problem(.malformedBody, "The field \(name) is not UTF-8.")
        }
        draft.set(name, to: text)
    }

    private func end(_ upload: Upload) throws(Problem) {
        if upload.isEmpty, upload.fileName == nil {
            draft.dropEmptyUpload()
        } else {
            try upload.end()
        }
    }
}
