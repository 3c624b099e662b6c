/// Which of a user's jobs a list shows. As it comes, all of them.
package struct JobFilter: Hashable, Sendable {
    package static let maximumTextBytes = 200

    /// Empty for any.
    package var states: Set<JobState> = []
    /// Empty for any.
    package var kinds: Set<JobKind> = []
    /// Words of the recognised text or of the file's name, each of which a job has to have a word that begins so;
    /// nil for jobs whatever their text.
    package var words: [String]?

    package init() {}

    /// The words that `text` asks for: what has no letter and no digit in it asks for nothing.
    package static func words(in text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace)
            .filter { word in word.contains { $0.isLetter || $0.isNumber } }
            .map(String.init)
    }
}
