internal import CPlatform

/// What the kernel says about an open segment.
struct SegmentFacts {
    let identity: SegmentIdentity
    /// The size in bytes.
    let bytes: Int
    /// Whether it was opened for writing.
    let isWritable: Bool
    private let owner: UInt32

    /// - Throws: `.system`.
    init(of descriptor: Int32, name: String, isWritable: Bool) throws(SharedMemoryError) {
        var facts = platform_memory_facts()
        let result = unsafe platform_memory_inspect(descriptor, &facts)
        guard result == 0 else { throw SharedMemoryError("inspect \(name)", result: result) }
        identity = SegmentIdentity(facts)
        bytes = Int(clamping: facts.bytes)
        self.isWritable = isWritable
        owner = facts.owner
    }

    /// Refuses a segment that somebody else made (anybody may make one in /dev/shm) or that has no room for a
    /// header. An empty one is just being made.
    /// - Throws: `.otherOwner`, `.notReady` or `.damaged`.
    func check(name: String) throws(SharedMemoryError) {
        guard owner == platform_effective_user() else {
            throw SharedMemoryError(.otherOwner, "\(name) belongs to user \(owner)")
        }
        guard bytes != 0 else { throw SharedMemoryError(.notReady, "\(name) is being made") }
        guard bytes >= SegmentHeader.bytes else {
            throw SharedMemoryError(.damaged, "\(name) has \(bytes) bytes, too few for a header")
        }
    }
}
