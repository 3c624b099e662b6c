/// A user and how many jobs the user has that have not ended, and that have a processor.
package struct UserLoad: Hashable, Sendable {
    package let name: String
    package let jobs: Int
    package let running: Int

    /// No longer name, in bytes of UTF-8, has a place in the segment.
    package static let nameLimit = 64

    package init(name: String, jobs: Int, running: Int = 0) {
        self.name = name
        self.jobs = jobs
        self.running = running
    }
}

extension UserLoad {
    /// How many words one takes in the segment: the jobs, the bytes of the name, the name, first byte lowest, and the
    /// jobs that run.
    static let wordCount = runningWord + 1
    private static let runningWord = 2 + nameLimit / 8

    /// The words in the segment; nil when the name has no place there, or when there are no jobs.
    var words: [UInt64]? {
        let bytes = Array(name.utf8)
        guard jobs > 0, (1...Self.nameLimit).contains(bytes.count) else { return nil }
        var words = [UInt64](repeating: 0, count: Self.wordCount)
        (words[0], words[1]) = (UInt64(jobs), UInt64(bytes.count))
        words[Self.runningWord] = UInt64(clamping: running)
        for (index, byte) in bytes.enumerated() {
            words[2 + index / 8] |= UInt64(byte) << (8 * UInt64(index % 8))
        }
        return words
    }

    /// Reads the first words; nil when they are free, or cannot be: no such length, or no UTF-8.
    init?(words: ArraySlice<UInt64>) {
        let words = Array(words.prefix(Self.wordCount))
        guard words.count == Self.wordCount, words[0] > 0, (1...UInt64(Self.nameLimit)).contains(words[1])
        else {
            return nil
        }
        let bytes = (0..<Int(words[1])).map { index in
            UInt8(truncatingIfNeeded: words[2 + index / 8] >> (8 * UInt64(index % 8)))
        }
        guard let name = String(validating: bytes, as: UTF8.self) else { return nil }
        self.init(
            name: name, jobs: Int(clamping: words[0]), running: Int(clamping: words[Self.runningWord]))
    }
}
