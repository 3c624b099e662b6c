import Documents
import Foundation
import Jobs

/// Reads the body of a submission in each of the forms that clients may send.
struct SubmissionReader {
    /// A JSON body, or one of fields alone.
    static let maximumJSONBytes: Int64 = 64 << 10

    let backend: Backend
    /// Reads all of the body into `draft`.
    /// - Throws: `Problem` of the body, an image or the spool.
    func read(_ request: Request, into draft: SubmissionDraft) throws(Problem) {
        let body = try BodyReader(request, maximumBytes: backend.limits.maximumUploadBytes)
        let type = HeaderValue(request.contentType ?? "")
        switch type.value {
        case "multipart/form-data": try readForm(body, type, into: draft)
        case "image/png", "image/jpeg", "application/octet-stream":
            try readImage(body, request, into: draft)
        case "application/json":
            try readFields(try BodyReader(request, maximumBytes: Self.maximumJSONBytes), into: draft)
        case "application/x-www-form-urlencoded" where draft.address.takesPairs:
            try readPairs(try BodyReader(request, maximumBytes: Self.maximumJSONBytes), into: draft)
        default:
            // A body that is not there has no type either: `emptyBody` tells more then.
            try body.forEachPiece { _ throws(Problem) in throw Self.unsupportedType }
        }
    }

    private func readForm(
        _ body: BodyReader, _ type: HeaderValue, into draft: SubmissionDraft
    ) throws(Problem) {
        var form = FormReader(draft: draft)
        var parser = MultipartParser(
            boundary: try Boundary(contentType: type), maximumParts: backend.limits.maximumParts)
        try body.forEachPiece { piece throws(Problem) in try parser.consume(piece, &form) }
        try parser.finish()
    }

    /// The options stand in the query, so that they are checked before anything is read.
    private func readImage(
        _ body: BodyReader, _ request: Request, into draft: SubmissionDraft
    ) throws(Problem) {
        _ = try JobOrder(fields: draft.fields, caller: request.caller)
        let upload = try draft.beginUpload(fileName: draft.fields["file_name"])
        try body.forEachPiece { piece throws(Problem) in try upload.append(piece) }
        try upload.end()
    }

    private func readFields(_ body: BodyReader, into draft: SubmissionDraft) throws(Problem) {
        for (name, value) in try Self.object(try Self.bytes(of: body)) {
            try draft.address.check(name)
            guard value != .null else { continue }
            guard let text = value.fieldText else {
                throw Problem(.invalidOption, "The field \(name) must be a text, a number, true or false.")
            }
            draft.set(name, to: text)
        }
    }

    private func readPairs(_ body: BodyReader, into draft: SubmissionDraft) throws(Problem) {
        guard let text = String(validating: try Self.bytes(of: body), as: UTF8.self) else {
            throw Problem(.malformedBody, "The body is not UTF-8.")
        }
        for (name, value) in FormFields.parse(text) {
            try draft.address.check(name)
            draft.set(name, to: value)
        }
    }

    private static func bytes(of body: BodyReader) throws(Problem) -> [UInt8] {
        var bytes: [UInt8] = []
        try body.forEachPiece { piece in for index in piece.indices { bytes.append(piece[index]) } }
        return bytes
    }

    private static let unsupportedType = Problem(
        .unsupportedMediaType,
        "Send multipart/form-data, a PNG or JPEG with its own Content-Type, or application/json.")

    private static func object(_ bytes: [UInt8]) throws(Problem) -> [String: JSONValue] {
        guard let object = try? JSONDecoder().decode([String: JSONValue].self, from: Data(bytes)) else {
            throw Problem(.malformedBody, "The body is not a JSON object.")
        }
        return object
    }
}
