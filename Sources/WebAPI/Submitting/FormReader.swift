import Jobs

/// Sorts the parts of a multipart form: images go to the spool, fields are remembered, everything else is
/// refused.
struct FormReader: MultipartHandler {
    /// The form field that carries images.
    static let imageField = "image"
    /// The form field that carries a text; it may come as a file.
    static let textField = "text"
    /// Any other field's value.
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
        } else if let fileName = head.fileName, head.name != Self.textField {
            // A file field of a page that was left empty carries nothing.
            if !fileName.isEmpty { try SubmissionField.check(file: head.name) }
            part = .none
        } else {
            try draft.address.check(head.name)
            part = .field(head.name)
            value.removeAll(keepingCapacity: true)
        }
    }

    mutating func partContinued(_ piece: Span<UInt8>) throws(Problem) {
        switch part {
        case .none: break
        case .image(let upload): try naming(upload) { () throws(Problem) in try upload.append(piece) }
        case .field(let name):
            let most = name == Self.textField ? InputText.maximumBytes : Self.maximumFieldBytes
            guard value.count + piece.count <= most else {
                throw Problem(.invalidOption, "The field \(name) is longer than \(most) bytes.")
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
            try naming(upload) { () throws(Problem) in try upload.end() }
        }
    }

    /// Says of which image of the request a problem speaks.
    private func naming(_ upload: Upload, _ body: () throws(Problem) -> Void) throws(Problem) {
        do throws(Problem) {
            try body()
        } catch {
            throw error.of(upload)
        }
    }
}

extension Problem {
    /// The same with the image's number and name before its sentence, where the image itself is at fault.
    fileprivate func of(_ upload: Upload) -> Problem {
        switch code {
        case .unsupportedImage, .malformedImage, .tooManyPixels: break
        default: return self
        }
        let name = upload.fileName.map { ", “\(Submission.displayName($0))”" } ?? ""
        var named = self
        named.detail = "Image \(upload.number)\(name): \(detail)"
        return named
    }
}
