import Foundation
import Jobs

/// The values that the store keeps as JSON text.
enum StoredJSON {
    private static let noOptions = "{}"

    static func text(of options: JobOptions) throws -> String {
        options == JobOptions() ? noOptions : try encoded(options)
    }

    static func options(_ text: String) throws -> JobOptions {
        text == noOptions ? JobOptions() : try decoded(JobOptions.self, text)
    }

    static func text(of files: [ResultFile]) throws -> String {
        try encoded(files)
    }

    static func files(_ text: String) throws -> [ResultFile] {
        try decoded([ResultFile].self, text)
    }

    private static func encoded(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// - Throws: `StoreError` with `.malformedRow`.
    private static func decoded<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw StoreError(.malformedRow, "\(type): \(error)")
        }
    }
}
