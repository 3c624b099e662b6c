internal import Synchronization

/// The first 4096 bytes of every segment. Words 0 to 5 are written once, before the magic; the others, each on a
/// cache line of its own, are described where they are used.
struct SegmentHeader: Sendable {
    /// The bytes of the header: what comes after begins here (or at the end of the first page, if that is larger).
    static let bytes = 4096

    static let magicOffset = 0
    static let layoutOffset = 8
    static let generationOffset = 16
    static let sizeOffset = 24
    /// Slots of the ring, or of the scoreboard.
    static let slotsOffset = 32
    static let retiredOffset = 64
    static let beatOffset = 128

    let mapping: SharedMapping

    /// Writes the constant words, the magic last.
    func fill(kind: SegmentKind, generation: UInt64, slots: Int) {
        // Relaxed: nobody reads these before the magic.
        unsafe mapping.word(at: Self.layoutOffset).pointee.store(
            SegmentKind.layoutVersion, ordering: .relaxed)
        unsafe mapping.word(at: Self.generationOffset).pointee.store(generation, ordering: .relaxed)
        unsafe mapping.word(at: Self.sizeOffset).pointee.store(UInt64(mapping.bytes), ordering: .relaxed)
        unsafe mapping.word(at: Self.slotsOffset).pointee.store(UInt64(slots), ordering: .relaxed)
        // Release: with the acquire in `magic`, a process that sees the magic sees a finished segment.
        unsafe mapping.word(at: Self.magicOffset).pointee.store(kind.magic, ordering: .releasing)
    }

    /// Refuses what is no finished segment of that kind and of this version's layout.
    /// - Throws: `.notReady`, `.damaged` or `.otherLayout`.
    func check(name: String, kind: SegmentKind) throws(SharedMemoryError) {
        let magic = magic
        guard magic != 0 else { throw SharedMemoryError(.notReady, "\(name) is being made") }
        guard magic == kind.magic else {
            throw SharedMemoryError(.damaged, "\(name) is no segment of \(kind.suffix)")
        }
        guard layout == SegmentKind.layoutVersion else {
            throw SharedMemoryError(
                .otherLayout, "\(name) has layout \(layout), this program \(SegmentKind.layoutVersion)")
        }
    }

    /// The magic; 0 while the segment is being made.
    var magic: UInt64 {
        // Acquire: partner of the release in `fill`.
        unsafe mapping.word(at: Self.magicOffset).pointee.load(ordering: .acquiring)
    }

    /// The layout version it was made with.
    var layout: UInt64 { constant(at: Self.layoutOffset) }
    /// A random number, never 0, that no other segment has.
    var generation: UInt64 { constant(at: Self.generationOffset) }
    /// The whole segment, in bytes.
    var size: UInt64 { constant(at: Self.sizeOffset) }
    /// The number of slots.
    var slots: UInt64 { constant(at: Self.slotsOffset) }

    /// Whether the owner gave the segment up.
    var isRetired: Bool {
        // Acquire: partner of the release in `retire`. A producer that misses it finds the bit in its ticket.
        unsafe mapping.word(at: Self.retiredOffset).pointee.load(ordering: .acquiring) != 0
    }

    /// Says that the segment is given up; for good.
    func retire() {
        unsafe mapping.word(at: Self.retiredOffset).pointee.store(1, ordering: .releasing)
    }

    /// The owner's last heartbeat.
    var beat: Duration {
        // Relaxed, here and in `beat(_:)`: a number that stands for itself.
        let word = unsafe mapping.word(at: Self.beatOffset).pointee.load(ordering: .relaxed)
        return .nanoseconds(Int64(truncatingIfNeeded: word))
    }

    func beat(_ now: Duration) {
        let word = UInt64(bitPattern: now.wholeNanoseconds)
        unsafe mapping.word(at: Self.beatOffset).pointee.store(word, ordering: .relaxed)
    }

    private func constant(at offset: Int) -> UInt64 {
        // Relaxed: the load of `magic` that comes first orders it.
        unsafe mapping.word(at: offset).pointee.load(ordering: .relaxed)
    }
}
