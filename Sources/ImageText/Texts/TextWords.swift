/// Finds words: letters, digits and marks, with apostrophes, hyphens and points between them; each Han, Hiragana and
/// Katakana character is a word of its own, as those scripts put no spaces between words.
enum TextWords {
    static func words(of text: String) -> [Substring] {
        var words: [Substring] = []
        var start: String.Index?
        for index in text.indices {
            let character = text[index]
            let isAlone = standsAlone(character)
            let goesOn = !isAlone && (isPart(character) || start != nil && joins(text, at: index))
            if !goesOn, let begun = start {
                words.append(text[begun..<index])
                start = nil
            }
            if isAlone { words.append(text[index...index]) }
            if goesOn, start == nil { start = index }
        }
        if let start { words.append(text[start...]) }
        return words
    }

    private static func isPart(_ character: Character) -> Bool { character.isLetter || character.isNumber }

    private static func standsAlone(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        return scalar.properties.isIdeographic
            || (0x3041...0x30FF).contains(scalar.value) && isPart(character)
    }

    /// Whether what stands at `index`, behind a part of a word, joins it to what follows.
    private static func joins(_ text: String, at index: String.Index) -> Bool {
        guard "'’-‐.,".contains(text[index]) else { return false }
        let next = text.index(after: index)
        guard next < text.endIndex, isPart(text[next]), !standsAlone(text[next]) else { return false }
        guard ".,".contains(text[index]) else { return true }
        // A point or comma belongs to numbers alone.
        return text[next].isNumber && text[text.index(before: index)].isNumber
    }
}
