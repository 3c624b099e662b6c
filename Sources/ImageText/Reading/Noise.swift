/// What is on the page but no text: staves, stamps, rules, specks. The model makes letters of it all the same, and says
/// that it does not believe them.
enum Noise {
    /// For `PageReader.omitted`.
    static let name = "noise"

    /// Lines that are believed less, over all their characters, are noise: not one word in three of such a line is right.
    private static let leastForLine = 30.0
    /// Words without letter or digit that are believed less are specks and pieces of rules.
    private static let leastForMarks = 50.0

    /// The line, with the words marked that are noise.
    static func marked(_ line: Reading.Line) -> Reading.Line {
        var line = line
        let isNoise = line.words.meanConfidence < leastForLine
        for index in line.words.indices {
            let word = line.words[index]
            let isMark = !word.text.contains { $0.isLetter || $0.isNumber }
            line.words[index].isNoise = isNoise || isMark && word.confidence < leastForMarks
        }
        return line
    }
}
