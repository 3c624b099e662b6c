import Foundation
import Jobs

/// The values that the store keeps as JSON text.
enum StoredJSON {
    private static let noOptions = "{}"

    static func text(of options: JobOptions) throws -> String {
        options == JobOptions() ? noOptions : try encoded(options)
    }

    static func options(_ text: String) throws -> JobOptions {
        if text == noOptions { return JobOptions() }
        return try soleOption(text) ?? decoded(JobOptions.self, text)
    }

    /// Options of which one is set, as `text(of:)` writes them: nearly all that are not empty. A million of them are
    /// read at a start, and a decoder takes longer for each than everything else of its row.
    private static func soleOption(_ text: String) -> JobOptions? {
        if let width = number(in: text, after: "{\"width\":") { return JobOptions(width: Int(width)) }
        return number(in: text, after: "{\"duration_ms\":").map { JobOptions(durationMilliseconds: $0) }
    }

    private static func number(in text: String, after prefix: StaticString) -> Int64? {
        let bytes = text.utf8
        let count = prefix.utf8CodeUnitCount
        guard bytes.last == UInt8(ascii: "}"), bytes.count < count + 20,
            unsafe bytes.starts(with: UnsafeBufferPointer(start: prefix.utf8Start, count: count))
        else { return nil }
        return Int64(Substring(bytes.dropFirst(count).dropLast()))
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
