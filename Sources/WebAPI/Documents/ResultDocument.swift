import Documents
import Foundation
import Jobs

/// What a completed job brought, in one object: the members of its own answer, `files`, and `text` where that was
/// recognised or drawn and is not too long.
struct ResultDocument {
    /// A longer text is to be fetched as a file.
    static let maximumTextBytes = 256 << 10

    /// Nil for a job that is not completed.
    let value: JSONValue?

    /// With the text that `results` have of the job; without one for nil.
    /// - Throws: `Problem` with `.internalError`.
    init(_ job: Job, results: (any ResultReading)? = nil) throws(Problem) {
        guard job.state == .completed else {
            value = nil
            return
        }
        var members = Self.answer(job)
        let files = job.result?.files ?? []
        members["files"] = .array(try files.map { file throws(Problem) in try Self.file(file, of: job.id) })
        if let results, files.contains(where: { $0.name == ResultFile.text }) {
            members["text"] = try results.text(of: job.id, maximumBytes: Self.maximumTextBytes)
                .map { .text($0) }
        }
        value = .object(members)
    }

    private static func answer(_ job: Job) -> [String: JSONValue] {
        let text = job.result?.value ?? "{}"
        return (try? JSONDecoder().decode([String: JSONValue].self, from: Data(text.utf8))) ?? [:]
    }

    private static func file(_ file: ResultFile, of id: JobID) throws(Problem) -> JSONValue {
        let bytes = try JSON.bytes(of: FileDocument(file, of: id))
        do {
            return try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch {
            throw .internalError("a document that cannot be read: \(error)")
        }
    }
}
