/// How sure a reading is, and which of two is better.
extension Reading {
    /// The confidence at which a character is worth nothing: made up as likely as read.
    private static let worthless = 40.0

    /// From 0 to 100, of the words that are not noise, long ones counting more.
    var confidence: Double { words.filter { !$0.isNoise }.meanConfidence }

    /// The same with noise; low for a page that is upside down.
    var confidenceWithNoise: Double { words.meanConfidence }

    /// Grows with the characters that are read, and with how sure they are: a reading that misses half the page has sure
    /// words too. Noise takes away from it: where there is much, what is not noise is made up as well.
    var worth: Double {
        words.reduce(0) { $0 + Double($1.text.count) * ($1.confidence - Self.worthless) }
    }
}

extension [Word] {
    /// From 0 to 100, each word counting by its characters; 0 without words.
    var meanConfidence: Double {
        let characters = reduce(0) { $0 + $1.text.count }
        guard characters > 0 else { return 0 }
        return reduce(0) { $0 + Double($1.text.count) * $1.confidence } / Double(characters)
    }
}
