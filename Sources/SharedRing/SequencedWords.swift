internal import Synchronization

/// A few words with one writer that readers see all at once or not at all: a sequence lock.
///
/// The first word counts; odd means that a change is under way. A writer that dies there leaves it odd, and readers
/// see nothing until the next writer has finished. (Hans-J. Boehm, "Can seqlocks get along with programming language
/// memory models?", 2012.)
struct SequencedWords: Sendable {
    let mapping: SharedMapping
    /// Where the counting word is; the others follow.
    let offset: Int
    /// How many others.
    let count: Int

    /// Lets `body` change words; their other values stay.
    func change(_ body: (_ store: (Int, UInt64) -> Void) -> Void) {
        // Relaxed: the only other writer is dead.
        let odd = unsafe sequence.pointee.load(ordering: .relaxed) | 1
        unsafe sequence.pointee.store(odd, ordering: .relaxed)
        // Release fence: partner of the acquire fence in `tryRead`. Who reads a word stored below reads `odd` or
        // later in its second look.
        atomicMemoryFence(ordering: .releasing)
        body { index, value in unsafe word(index).pointee.store(value, ordering: .relaxed) }
        // Release: partner of the acquire in `tryRead`.
        unsafe sequence.pointee.store(odd &+ 1, ordering: .releasing)
    }

    /// The words; nil when no quiet moment was found, because the writer died or changes them without a pause.
    /// - Complexity: O(`count`); at most about a millisecond.
    func read() -> [UInt64]? {
        for attempt in 0..<80 {
            if let words = tryRead() { return words }
            // The writer may have been interrupted in the middle.
            if attempt >= 64 { MonotonicTime.pause(.microseconds(20)) }
        }
        return nil
    }

    private func tryRead() -> [UInt64]? {
        // Acquire: partner of the release in `change`.
        let before = unsafe sequence.pointee.load(ordering: .acquiring)
        guard before & 1 == 0 else { return nil }
        let words = (0..<count).map { unsafe word($0).pointee.load(ordering: .relaxed) }
        // Acquire fence: partner of the release fence in `change`.
        atomicMemoryFence(ordering: .acquiring)
        return unsafe sequence.pointee.load(ordering: .relaxed) == before ? words : nil
    }

    private var sequence: SharedMapping.Word { unsafe mapping.word(at: offset) }

    private func word(_ index: Int) -> SharedMapping.Word {
        precondition((0..<count).contains(index), "outside the words")
        return unsafe mapping.word(at: offset + 8 * (index + 1))
    }
}
