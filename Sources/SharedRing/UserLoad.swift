/// A user and how many jobs the user has that have not ended, and that have a processor.
package struct UserLoad: Hashable, Sendable {
    package let name: String
    package let jobs: Int
    package let running: Int

    /// No longer name, in bytes of UTF-8, has a place in the segment.
    package static let nameLimit = SharedName.limit

    package init(name: String, jobs: Int, running: Int = 0) {
        self.name = name
        self.jobs = jobs
        self.running = running
    }
}

extension UserLoad {
    /// How many words one takes in the segment: the jobs, the name, and the jobs that run.
    static let wordCount = runningWord + 1
    private static let runningWord = 1 + SharedName.wordCount

    /// The words in the segment; nil when the name has no place there, or when there are no jobs.
    var words: [UInt64]? {
        guard jobs > 0, let name = SharedName.words(name) else { return nil }
        return [UInt64(jobs)] + name + [UInt64(clamping: running)]
    }

    /// Reads the first words; nil when they are free, or cannot be.
    init?(words: ArraySlice<UInt64>) {
        let words = Array(words.prefix(Self.wordCount))
        guard words.count == Self.wordCount, words[0] > 0, let name = SharedName.read(words[1...]) else {
            return nil
        }
        self.init(
            name: name, jobs: Int(clamping: words[0]), running: Int(clamping: words[Self.runningWord]))
    }
}
