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
    init?(named name: String) {
        let descriptor = unsafe platform_memory_open(name, 0)
        guard descriptor >= 0 else { return nil }
        defer { platform_close(descriptor) }
        var facts = platform_memory_facts()
        guard unsafe platform_memory_inspect(descriptor, &facts) == 0 else { return nil }
        self.init(facts)
    }
}
