import Foundation
package import Jobs

/// The JSON of documents: sorted keys, slashes as they are.
package enum JSON {
    /// - Throws: `Problem` with `.internalError` for a value without a JSON form.
    package static func bytes(of document: some Encodable) throws(Problem) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(document))
        } catch {
            throw .internalError("encoding a document: \(error)")
        }
    }
}
