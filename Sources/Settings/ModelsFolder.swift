internal import Foundation

/// Where Tesseract's models are, unless it is set.
enum ModelsFolder {
    /// Debian's and Ubuntu's places, other distributions', and that of who builds it.
    private static let usual = [
        "/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata",
        "/usr/share/tessdata",
        "/usr/local/share/tessdata",
    ]

    /// The first that is there, else the first.
    static var found: String {
        usual.first { FileManager.default.fileExists(atPath: $0) } ?? usual[0]
    }
}
