internal import Synchronization

/// How the consumer says that it is about to sleep, so that a producer makes a system call only then.
///
/// The word is 0, or the number of the consumer's present sleep. A producer rings first and then clears the word:
/// one that is killed in between leaves the next producer to ring once more, never the consumer asleep. It clears
/// it only if it still bears the number it saw, so as not to clear a later sleep.
struct SleepWord: Sendable {
    let mapping: SharedMapping

    /// The consumer: announces sleep `number`, which is not 0. It may sleep if after this it finds nothing claimed.
    func announce(_ number: UInt64) {
        unsafe word.pointee.store(number, ordering: .relaxed)
        // Sequentially consistent fence: partner of the one in `ring`. Of "announce, then look at the tail" and
        // "claim and publish, then look at the word" at least one sees the other.
        atomicMemoryFence(ordering: .sequentiallyConsistent)
    }

    /// The consumer: it is awake.
    func clear() {
        // Relaxed: before its next sleep the consumer looks at the ring after the fence in `announce`.
        unsafe word.pointee.store(0, ordering: .relaxed)
    }

    /// A producer that has published: rings if the consumer sleeps.
    func ring(_ doorbell: Doorbell) {
        // Sequentially consistent fence: partner of the one in `announce`.
        atomicMemoryFence(ordering: .sequentiallyConsistent)
        let number = unsafe word.pointee.load(ordering: .relaxed)
        guard number != 0 else { return }
        doorbell.ring()
        // Relaxed: it only spares other producers the system call.
        _ = unsafe word.pointee.compareExchange(expected: number, desired: 0, ordering: .relaxed)
    }

    private var word: SharedMapping.Word { unsafe mapping.word(at: CommandLayout.sleepOffset) }
}
