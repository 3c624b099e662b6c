import Documents
import Forms
import Foundation
import Jobs

/// `words.json`, read page by page: each stands on a line of its own.
struct WordsFile {
    static let name = "words.json"

    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// - Throws: `Problem` with `.internalError` for what no processor writes.
    func forEachPage(_ body: (FormPage) -> Void) throws(Problem) {
        // The first line and the last are what stands around the pages.
        for line in bytes.split(separator: UInt8(ascii: "\n")).dropFirst().dropLast() {
            let page = line.last == UInt8(ascii: ",") ? line.dropLast() : line
            guard let page = try? JSONDecoder().decode(FormPage.self, from: Data(page)), page.isSound else {
                throw .internalError("a words.json that cannot be read")
            }
            body(page)
        }
    }

    /// All of the pages in `form`, UTF-8.
    /// - Throws: `Problem` with `.internalError`.
    func text(_ form: some PageForm) throws(Problem) -> [UInt8] {
        var text = Array(form.beginning.utf8)
        try forEachPage { text += form.text(of: $0).utf8 }
        return text + form.ending.utf8
    }
}
