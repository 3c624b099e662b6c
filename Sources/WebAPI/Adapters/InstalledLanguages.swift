import Documents
import Foundation
import Jobs

/// The models in Tesseract's folder. What was installed a moment ago counts at once.
struct InstalledLanguages: LanguageListing {
    let folder: String

    private static let ending = ".traineddata"
    /// Models that tell how a page lies, not what it says.
    private static let others: Set<String> = ["osd", "equ"]

    func installed() throws(Problem) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder)
                .filter { $0.hasSuffix(Self.ending) }.map { String($0.dropLast(Self.ending.count)) }
                .filter { !Self.others.contains($0) }.sorted()
        } catch {
            throw .internalError("the folder of Tesseract's models cannot be read: \(error)")
        }
    }
}
