import CPDF
package import Jobs

/// The library that reads PDFs. It is loaded by the processes whose job is a PDF, and only by those.
package enum PDFLibrary {
    /// Loads it with all that it loads itself, which the sandbox forbids: call this before.
    /// - Throws: `Problem` with `.machineTrouble` when it is not installed.
    package static func load() throws(Problem) { try calls().prepare() }

    static func calls() throws(Problem) -> platen_pdf_library {
        var reason: UnsafePointer<CChar>?
        guard let library = unsafe platen_pdf_load(&reason) else {
            let detail = unsafe reason.map { unsafe String(cString: $0) }
            throw Problem(
                .machineTrouble,
                "This service cannot read PDF: its library for that is missing. Ask the operator.",
                privateDetail: detail)
        }
        return unsafe library.pointee
    }

    /// Folders from which it reads fonts that a PDF names and does not hold.
    package static let folders = [
        "/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts", "/usr/local/share/fonts",
        "/var/cache/fontconfig",
        "/usr/share/poppler",
    ]
}
