import CTesseract
import Jobs

/// What one reading of a page found, apart from the recogniser that found it.
struct Reading {
    let lines: [Line]
    let segmentation: Segmentation

    struct Line {
        /// As Tesseract sets it, without line feeds.
        let text: String
        var words: [Word]

        /// The words that are not noise, as they stand in `text.txt`.
        var legibleText: String {
            let legible = words.filter { !$0.isNoise }
            return legible.count == words.count ? text : legible.map(\.text).joined(separator: " ")
        }
    }

    /// The boxes of the words are where `map` leads them, on a page of `width` × `height`.
    init(
        _ recognition: Recognition, segmentation: Segmentation, _ map: PageMap, width: Int, height: Int,
        marksNoise: Bool
    ) {
        var lines: [Line] = []
        recognition.forEachWord { word, lineText in
            var word = word
            word.box = map.box(word.box, width: width, height: height)
            if let lineText { lines.append(Line(text: lineText, words: [])) }
            if !lines.isEmpty { lines[lines.count - 1].words.append(word) }
        }
        self.lines = marksNoise ? lines.map(Noise.marked) : lines
        self.segmentation = segmentation
    }

    /// Lines that nobody had to read.
    init(lines: [Line]) {
        self.lines = lines
        segmentation = .page
    }

    var words: [Word] { lines.flatMap(\.words) }

    /// All legible text in reading order, UTF-8: lines end in a line feed, paragraphs are an empty line apart.
    var text: [UInt8] {
        var text: [UInt8] = []
        var last: Word.Place?
        for line in lines {
            let (lineText, place) = (line.legibleText, line.words.first?.place)
            guard !lineText.isEmpty else { continue }
            if let last, let place, !last.isSameParagraph(as: place) { text.append(UInt8(ascii: "\n")) }
            text += lineText.utf8
            text.append(UInt8(ascii: "\n"))
            last = place
        }
        return text
    }
}
