import CPlatform
import Glibc

/// A new file that is written once, from beginning to end, and past the page cache where the file system can: finding
/// and filling pages for an upload costs more than everything else that is done with it, and it is read by another
/// process later, if ever whole. An end that is no whole block goes through the cache.
@safe struct UncachedFile: ~Copyable {
    private let file: Descriptor
    private let buffer: UnsafeMutableRawBufferPointer
    /// How much of the buffer is to be written.
    private var filled = 0
    /// How much of the file has been appended.
    private(set) var bytes: Int64 = 0
    /// Cleared when the file system refuses.
    private var mayBeDirect: Bool
    private var isDirect = false

    /// The block of every common disk and file system; where it is larger, the cache is used.
    private static let block = 4096
    /// Large enough for most of what arrives to be one write.
    static let bufferBytes = 128 << 10

    /// - Parameters:
    ///   - file: new and empty.
    ///   - avoidingCache: false where a second wait for the disk matters more than computing time.
    init(_ file: consuming Descriptor, avoidingCache: Bool) {
        self.file = file
        mayBeDirect = avoidingCache
        unsafe buffer = .allocate(byteCount: Self.bufferBytes, alignment: Self.block)
    }

    deinit {
        unsafe buffer.deallocate()
    }

    /// Adds `piece` at the end.
    /// - Throws: `SpoolError`; the file is of no use then.
    mutating func append(_ piece: UnsafeRawBufferPointer) throws(SpoolError) {
        var rest = unsafe piece[...]
        while unsafe !rest.isEmpty {
            let fitting = unsafe rest.prefix(buffer.count - filled)
            unsafe buffer[filled...].copyBytes(from: fitting)
            filled += unsafe fitting.count
            bytes += Int64(unsafe fitting.count)
            unsafe rest = rest.dropFirst(fitting.count)
            if unsafe filled == buffer.count { try writeBuffer() }
        }
    }

    /// Brings the file's bytes and size to the disk.
    /// - Throws: `SpoolError`.
    mutating func synchronise() throws(SpoolError) {
        try writeBuffer()
        try file.synchroniseData()
    }

    /// Gives the room of the file back.
    func makeEmpty() throws(SpoolError) {
        try file.makeEmpty()
    }

    private mutating func writeBuffer() throws(SpoolError) {
        let whole = filled & -Self.block
        try write(0..<whole, direct: true)
        try write(whole..<filled, direct: false)
        filled = 0
    }

    private mutating func write(_ range: Range<Int>, direct: Bool) throws(SpoolError) {
        let chunk = unsafe UnsafeRawBufferPointer(rebasing: buffer[range])
        var written = 0
        while written < chunk.count {
            avoidCache(direct && mayBeDirect)
            do throws(SpoolError) {
                written += try unsafe file.writeSome(UnsafeRawBufferPointer(rebasing: chunk[written...]))
            } catch  where isDirect && error.errorNumber == EINVAL {
                mayBeDirect = false
            }
        }
    }

    private mutating func avoidCache(_ wanted: Bool) {
        guard isDirect != wanted else { return }
        if file.avoidCache(wanted) { isDirect = wanted } else { mayBeDirect = false }
    }
}

extension Descriptor {
    /// Whether what is written goes past the page cache from now on.
    /// - Returns: whether that can be.
    fileprivate func avoidCache(_ wanted: Bool) -> Bool {
        platform_avoid_cache(number, wanted ? 1 : 0) == 0
    }
}
