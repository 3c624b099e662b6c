import CTesseract
import Glibc

/// What was read on a page. Valid until its recogniser is used again.
struct Recognition {
    let recogniser: TextRecogniser
    /// Pixels of the upright page.
    let width: Int
    let height: Int

    /// All text in reading order, UTF-8: lines end in a line feed, paragraphs in an empty line.
    var text: [UInt8] {
        guard let text = unsafe TessBaseAPIGetUTF8Text(recogniser.api) else { return [] }
        defer { unsafe TessDeleteText(text) }
        return unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }

    /// From 0 to 100, over all words.
    var meanConfidence: Int { Int(unsafe TessBaseAPIMeanTextConf(recogniser.api)) }

    /// Calls `body` with each word in reading order.
    func forEachWord(_ body: (Word) -> Void) {
        guard let iterator = unsafe TessBaseAPIGetIterator(recogniser.api) else { return }
        defer { unsafe TessResultIteratorDelete(iterator) }
        var place = Word.Place()
        repeat {
            guard let page = unsafe TessResultIteratorGetPageIteratorConst(iterator) else { return }
            unsafe place.advance(page)
            if let word = unsafe Word(iterator, page, place) { body(word) }
        } while unsafe TessResultIteratorNext(iterator, RIL_WORD) != 0
    }
}
