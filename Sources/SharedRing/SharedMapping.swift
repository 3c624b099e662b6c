internal import CPlatform
internal import Synchronization

/// A piece of shared memory in this process's address space, until the last reference goes.
///
/// All of it is read and written through `Synchronization.Atomic` on pointers bound into the mapping. That is
/// sound: `Atomic` is a raw-layout type, its bytes are exactly the value's, it has no initialisation beyond them
/// and a trivial deinit, every access compiles to the same instruction as its C11 counterpart, and the memory is
/// never reached by another type. C11 atomics behind C functions would do the same with orderings out of sight.
///
/// Sendable: both properties are constant; what they lead to is accessed by atomics alone.
@safe final class SharedMapping: @unchecked Sendable {
    typealias Word = UnsafePointer<Atomic<UInt64>>
    typealias HalfWord = UnsafePointer<Atomic<UInt32>>

    private let base: UnsafeMutableRawPointer
    /// The length in bytes.
    let bytes: Int

    /// Maps `bytes` of the open segment, from `offset` (a multiple of the page size).
    /// - Throws: `.system`.
    init(
        descriptor: Int32, offset: Int = 0, bytes: Int, isWritable: Bool
    ) throws(SharedMemoryError) {
        var base: UnsafeMutableRawPointer?
        let result = unsafe platform_memory_map(descriptor, UInt64(offset), bytes, isWritable ? 1 : 0, &base)
        guard result == 0, let base = unsafe base else {
            throw SharedMemoryError("map \(bytes) bytes of shared memory", result: result)
        }
        unsafe self.base = base
        self.bytes = bytes
    }

    deinit {
        unsafe platform_memory_unmap(base, bytes)
    }

    /// The 64-bit atomic at `offset`.
    /// - Precondition: `offset` is a multiple of 8 inside the mapping.
    func word(at offset: Int) -> Word {
        precondition(offset >= 0 && offset <= bytes - 8 && offset % 8 == 0, "outside the mapping")
        return unsafe Word(
            (base + offset).assumingMemoryBound(to: Atomic<UInt64>.self))
    }

    /// The 32-bit atomic at `offset`.
    /// - Precondition: `offset` is a multiple of 4 inside the mapping.
    func halfWord(at offset: Int) -> HalfWord {
        precondition(offset >= 0 && offset <= bytes - 4 && offset % 4 == 0, "outside the mapping")
        return unsafe HalfWord(
            (base + offset).assumingMemoryBound(to: Atomic<UInt32>.self))
    }
}
