internal import CPlatform

/// A FIFO that wakes the sleeping consumer; what is written to it means nothing.
final class Doorbell: Sendable {
    /// Readable when it was rung.
    let descriptor: OpenDescriptor

    private init(_ path: String, result: Int32) throws(SharedMemoryError) {
        guard result >= 0 else { throw SharedMemoryError("open the doorbell \(path)", result: result) }
        descriptor = OpenDescriptor(result)
    }

    /// The consumer's end; makes the FIFO where it is absent.
    /// - Throws: `.absent` (no such folder) or `.system`, also when something else bears the name.
    static func create(_ path: String) throws(SharedMemoryError) -> Doorbell {
        try Doorbell(path, result: unsafe platform_fifo_create(path))
    }

    /// A producer's end.
    /// - Throws: as `create`.
    static func open(_ path: String) throws(SharedMemoryError) -> Doorbell {
        try Doorbell(path, result: unsafe platform_fifo_open(path))
    }

    /// Makes the descriptor readable; never blocks. A failure is not reported: the consumer does not sleep for
    /// ever, and the producer's time limit holds.
    func ring() {
        _ = platform_fifo_ring(descriptor.number)
    }

    /// Takes what was rung out, or part of it: then the descriptor stays readable.
    func empty() {
        platform_fifo_empty(descriptor.number)
    }
}
