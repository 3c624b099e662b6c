import CTesseract

/// What was read on a page. Valid until its recogniser is used again.
struct Recognition {
    let recogniser: TextRecogniser
    /// Calls `body` with each word in reading order, and with the text of its line, without line feeds, when it is the
    /// first there.
    func forEachWord(_ body: (Word, _ newLine: String?) -> Void) {
        guard let iterator = unsafe TessBaseAPIGetIterator(recogniser.api) else { return }
        defer { unsafe TessResultIteratorDelete(iterator) }
        var place = Word.Place()
        var newLine: String?
        repeat {
            guard let page = unsafe TessResultIteratorGetPageIteratorConst(iterator) else { return }
            unsafe place.advance(page)
            if unsafe TessPageIteratorIsAtBeginningOf(page, RIL_TEXTLINE) != 0 {
                newLine = unsafe Self.lineText(iterator)
            }
            guard let word = unsafe Word(iterator, page, place) else { continue }
            body(word, newLine)
            newLine = nil
        } while unsafe TessResultIteratorNext(iterator, RIL_WORD) != 0
    }

    private static func lineText(_ iterator: OpaquePointer) -> String? {
        guard let text = unsafe TessResultIteratorGetUTF8Text(iterator, RIL_TEXTLINE) else { return nil }
        defer { unsafe TessDeleteText(text) }
        var line = unsafe String(cString: text)
        while line.last?.isNewline ?? false { line.removeLast() }
        return line
    }
}
