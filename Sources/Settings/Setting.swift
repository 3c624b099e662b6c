package import Jobs

/// One setting: its names, what it is for, where its value goes and what is allowed. Declared once, in
/// `Setting.all`.
package struct Setting: Sendable {
    /// Its name in the settings file.
    package let key: String
    /// Its environment variables, the first that is set and not empty wins; the first is the one that errors
    /// and documents speak of.
    package let names: [String]
    /// Those of `names` that are only true or false, with the value that they give when true. False counts as not set.
    var switches: [String: String] = [:]
    /// One sentence for people.
    package let summary: String
    let value: Value

    /// The primary environment variable.
    package var name: String { names[0] }

    /// A field of the settings.
    typealias Field<T> = any WritableKeyPath<ServiceSettings, T> & Sendable

    /// Where the value goes and what is allowed.
    enum Value: Sendable {
        case count(Field<Int>, ClosedRange<Int>)
        case powerOfTwo(Field<Int>, ClosedRange<Int>)
        case amount(Field<Int64>, ClosedRange<Int64>)
        case fraction(Field<Double>, ClosedRange<Double>)
        case word(Field<String>, [String])
        /// Relative to the working folder; at most so many bytes when absolute.
        case folder(Field<String>, maximumBytes: Int)
        case address(Field<String>)
        case text(Field<String>, TextRule)
    }

    /// The value in `settings` as text.
    package func text(in settings: ServiceSettings) -> String {
        switch value {
        case .count(let path, _), .powerOfTwo(let path, _): String(settings[keyPath: path])
        case .amount(let path, _): String(settings[keyPath: path])
        case .fraction(let path, _): Self.plain(settings[keyPath: path])
        case .word(let path, _), .folder(let path, _), .address(let path): settings[keyPath: path]
        case .text(let path, _): settings[keyPath: path]
        }
    }

    /// Its default as text; nil where there is none, or another one on each machine, which the summary tells.
    package var fixedDefault: String? {
        if case .folder = value { return nil }
        guard key != "processors" else { return nil }
        let text = text(in: ServiceSettings(dataFolder: "", assetsFolder: ""))
        return text.isEmpty ? nil : text
    }

    /// The same for people to read, who are not shown secrets.
    package func shownText(in settings: ServiceSettings) -> String {
        let text = text(in: settings)
        return isSecret && !text.isEmpty ? "(set)" : text
    }

    /// Without the `.0` of a whole number.
    private static func plain(_ number: Double) -> String {
        let text = String(number)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// What is allowed, to end a sentence that begins with the name.
    var rule: String {
        switch value {
        case .count(_, let range): "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .powerOfTwo(_, let range):
            "must be a power of two from \(range.lowerBound) to \(range.upperBound)"
        case .amount(_, let range): "must be a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .fraction(_, let range):
            "must be a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
        case .word(_, let words): "must be one of \(words.joined(separator: ", "))"
        case .folder(_, let bytes):
            "must be a path of at most \(bytes) bytes without control characters and without any of \(FolderPath.refused)"
        case .text(_, let rule): "must be \(rule.summary)"
        case .address: "must be an address of this machine, such as 127.0.0.1, 0.0.0.0 or ::1"
        }
    }
}
