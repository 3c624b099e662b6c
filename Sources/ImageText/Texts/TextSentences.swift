/// Counts sentences by their ends.
enum TextSentences {
    private static let marks: Set<Character> = [".", "!", "?", "…", "。", "！", "？", "।", "؟"]
    /// Marks after which no space follows.
    private static let wideMarks: Set<Character> = ["。", "！", "？"]
    private static let closing: Set<Character> = ["\"", "'", ")", "]", "”", "’", "»", "」"]

    /// How many sentences `text` has. A point before a lower-case word ends none (“approx. ten”); an empty line and
    /// the end of the text end one.
    static func count(in text: String) -> Int {
        var count = 0
        var hasContent = false
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            let next = text.index(after: index)
            if hasContent, isEnd(text, character, after: next) {
                count += 1
                hasContent = false
            } else if character.isLetter || character.isNumber {
                hasContent = true
            }
            index = next
        }
        return hasContent ? count + 1 : count
    }

    private static func isEnd(_ text: String, _ character: Character, after next: String.Index) -> Bool {
        if character.isNewline { return next < text.endIndex && text[next].isNewline }
        guard marks.contains(character) else { return false }
        guard !wideMarks.contains(character) else { return true }
        let rest = text[next...].drop { closing.contains($0) || marks.contains($0) }
        guard let first = rest.first else { return true }
        guard first.isWhitespace else { return false }
        return character != "." || !(rest.first { !$0.isWhitespace }?.isLowercase ?? false)
    }
}
