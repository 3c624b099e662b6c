import Foundation
import Jobs

/// The JSON of documents: sorted keys, slashes as they are.
enum JSON {
    /// - Throws: `Problem` with `.internalError` for a value without a JSON form.
    static func bytes(of document: some Encodable) throws(Problem) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(document))
        } catch {
            throw .internalError("encoding a document: \(error)")
        }
    }
}

extension Response {
    /// - Throws: `Problem` with `.internalError`.
    static func json(status: Int = 200, _ document: some Encodable) throws(Problem) -> Response {
        Response(status: status, mediaType: "application/json", body: try JSON.bytes(of: document))
    }
}
