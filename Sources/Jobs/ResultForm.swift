/// A form in which a recognised text can be had beside `text.txt` and `words.json`. The same word in forms and the store.
package enum ResultForm: String, CaseIterable, Hashable, Sendable, Codable {
    /// HTML with the place of every word.
    case hocr
    /// A table, with the columns of Tesseract's.
    case tsv
    /// The XML of libraries and archives.
    case alto
    /// The pages as they were sent, with the text to be searched and copied.
    case pdf

    /// Its name among a job's files.
    package var fileName: String { self == .alto ? "page.alto.xml" : "page.\(rawValue)" }

    /// The form of the file `name`; nil when it is none.
    package init?(fileName name: String) {
        guard let form = Self.allCases.first(where: { $0.fileName == name }) else { return nil }
        self = form
    }
}
