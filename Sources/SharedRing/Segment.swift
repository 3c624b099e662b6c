internal import CPlatform

/// A named segment of shared memory that this process has mapped whole.
final class Segment: Sendable {
    let name: String
    let mapping: SharedMapping
    /// Open as long as this object lives; not inherited by programs that this process starts.
    let descriptor: OpenDescriptor
    private let identity: SegmentIdentity

    var header: SegmentHeader { SegmentHeader(mapping: mapping) }

    private init(_ name: String, descriptor: OpenDescriptor, facts: SegmentFacts) throws(SharedMemoryError) {
        self.name = name
        self.descriptor = descriptor
        identity = facts.identity
        mapping = try SharedMapping(
            descriptor: descriptor.number, bytes: facts.bytes, isWritable: facts.isWritable)
    }

    /// Makes a segment of `bytes` zeros, the first `reserved` of them (all when nil) with memory of their own, lets
    /// `prepare` write into it, and declares it finished.
    /// - Throws: `.system`, also when the name is taken or /dev/shm is full.
    static func create(
        _ name: String, kind: SegmentKind, slots: Int, bytes: Int, reserved: Int? = nil,
        prepare: (SharedMapping) -> Void
    ) throws(SharedMemoryError) -> Segment {
        let number = unsafe platform_memory_create(name, bytes, reserved ?? bytes)
        guard number >= 0 else {
            throw SharedMemoryError(
                "make room in /dev/shm, or mount it larger, writable: \(name) of \(bytes) bytes cannot be made",
                result: number)
        }
        let descriptor = OpenDescriptor(number)
        let facts = try SegmentFacts(of: number, name: name, isWritable: true)
        let segment = try Segment(name, descriptor: descriptor, facts: facts)
        prepare(segment.mapping)
        segment.header.beat(MonotonicTime.now())
        segment.header.fill(kind: kind, generation: UInt64.random(in: 1...UInt64.max), slots: slots)
        return segment
    }

    /// Maps the segment that bears the name now. `bytes` tells the size of a segment with that many slots; nil for
    /// a number that cannot be.
    /// - Throws: `.absent`, `.notReady`, `.retired`, `.otherLayout`, `.damaged`, `.otherOwner` or `.system`.
    static func attach(
        _ name: String, kind: SegmentKind, isWritable: Bool, bytes: (_ slots: UInt64) -> Int?
    ) throws(SharedMemoryError) -> Segment {
        let number = unsafe platform_memory_open(name, isWritable ? 1 : 0)
        guard number >= 0 else { throw SharedMemoryError("open \(name)", result: number) }
        let descriptor = OpenDescriptor(number)
        let facts = try SegmentFacts(of: number, name: name, isWritable: isWritable)
        try facts.check(name: name)
        let segment = try Segment(name, descriptor: descriptor, facts: facts)
        try segment.header.check(name: name, kind: kind)
        let header = segment.header
        guard header.size == facts.bytes, bytes(header.slots) == facts.bytes else {
            throw SharedMemoryError(
                .damaged,
                "\(name) has \(facts.bytes) bytes; its header: \(header.size), \(header.slots) slots")
        }
        guard !header.isRetired else { throw SharedMemoryError(.retired, name) }
        return segment
    }

    /// Sets memory aside for bytes that had none at the making.
    /// - Throws: `.system` when /dev/shm is full.
    func reserve(offset: Int, bytes: Int) throws(SharedMemoryError) {
        let result = platform_memory_reserve(descriptor.number, UInt64(offset), bytes)
        guard result == 0 else {
            throw SharedMemoryError("reserve \(bytes) bytes of \(name)", result: result)
        }
    }

    /// Removes whatever bears the name.
    /// - Throws: `.system`.
    static func remove(_ name: String) throws(SharedMemoryError) {
        let result = unsafe platform_memory_remove(name)
        guard result != 0 else { return }
        let error = SharedMemoryError("remove \(name)", result: result)
        guard error.code == .absent else { throw error }
    }

    /// Where a segment's name leads to.
    enum Link {
        case here
        /// To another segment.
        case elsewhere
        /// To none.
        case nowhere
    }

    /// Where the name leads to now.
    /// - Throws: `.system` when it cannot be looked up: no descriptor is to be had, perhaps. The segment may be
    ///   in use as before.
    func link() throws(SharedMemoryError) -> Link {
        guard let current = try SegmentIdentity(named: name) else { return .nowhere }
        return current == identity ? .here : .elsewhere
    }

    /// Removes the name if it still leads to this segment.
    /// - Throws: `.system`.
    func unlink() throws(SharedMemoryError) {
        guard try link() == .here else { return }
        try Self.remove(name)
    }
}
