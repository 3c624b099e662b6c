import CPlatform
import ImageText
import Jobs

/// What a processor would have on this machine, for people to look at: lines of a word and what there is to say.
/// `engine`: what recognises; `trouble`: why nothing does; `lacks`: a defence that the kernel does not offer.
enum Examination {
    /// Prints them.
    static func run() {
        do throws(Problem) {
            _ = try TextRecogniser()
            print("engine Tesseract \(TextRecogniser.version) with models of \(TextRecogniser.language)")
        } catch {
            print("trouble \(error.detail)")
        }
        for name in Enclosure.missingDefences { print("lacks \(name)") }
    }
}
