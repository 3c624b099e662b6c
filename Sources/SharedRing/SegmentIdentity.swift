internal import CPlatform

/// Tells a segment from any other that bore or will bear its name. While a process has the segment mapped, the
/// kernel gives its inode number to no other.
struct SegmentIdentity: Hashable, Sendable {
    private let device: UInt64
    private let inode: UInt64

    init(_ facts: platform_memory_facts) {
        device = facts.device
        inode = facts.inode
    }

    /// The identity of the segment that bears the name now; nil when none does.
    /// - Throws: `.system` when it cannot be looked up, which says nothing about the segment.
    init?(named name: String) throws(SharedMemoryError) {
        let opened = unsafe platform_memory_open(name, 0)
        let error = SharedMemoryError("look up \(name)", result: opened)
        guard opened >= 0 else {
            if error.code == .absent { return nil }
            throw error
        }
        let descriptor = OpenDescriptor(opened)
        var facts = platform_memory_facts()
        let result = unsafe platform_memory_inspect(descriptor.number, &facts)
        guard result == 0 else { throw SharedMemoryError("look up \(name)", result: result) }
        self.init(facts)
    }
}
