import CPlatform
import ImageText
import Jobs

/// What a processor would have on this machine, for people to look at: lines of a word and what there is to say.
/// `engine`: what recognises; `trouble`: why nothing does; `misses`: why PDFs are not read; `lacks`: a defence that the
/// kernel does not offer.
enum Examination {
    /// Prints them.
    static func run(_ models: LanguageModels) {
        do throws(Problem) {
            QuickLayers.use()
            try TextRecogniser(models).warmUp()
            let layers = QuickLayers.instructions.map { ", read with \($0)" } ?? ""
            print(
                "engine Tesseract \(TextRecogniser.version) with models of \(models.languages.text)\(layers)")
        } catch {
            print("trouble \(error.detail)")
        }
        do throws(Problem) {
            try PDFLibrary.load()
        } catch {
            print("misses \(error.privateDetail ?? error.detail)")
        }
        for name in Enclosure.missingDefences { print("lacks \(name)") }
    }
}
