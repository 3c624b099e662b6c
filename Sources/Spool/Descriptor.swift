import Glibc

/// An open file or folder of the spool, closed at the end of its life. All system calls on files are here and in
/// `Descriptor+Folder.swift`.
struct Descriptor: ~Copyable {
    let number: Int32
    /// Where it was opened, for errors.
    let path: String

    /// Readable by the user that the service and nginx run as, and by its group.
    static let fileMode: mode_t = 0o640
    /// The same for folders.
    static let folderMode: mode_t = 0o750

    private init(number: Int32, path: String) {
        self.number = number
        self.path = path
    }

    deinit {
        _ = close(number)
    }

    /// An existing folder; a symbolic link in its place is an error.
    init(folder path: String) throws(SpoolError) {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let number = try retrying("open", path) { unsafe open(path, flags) }
        self.init(number: number, path: path)
    }

    /// The existing folder `name` in this one.
    func folder(_ name: EntryName) throws(SpoolError) -> Descriptor {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        return try opened(name, flags)
    }

    /// A new empty file in this folder.
    /// - Throws: `SpoolError` with `.exists` when the name is taken.
    func newFile(_ name: String) throws(SpoolError) -> Descriptor {
        try opened(EntryName(name), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC)
    }

    /// The existing file `name` in this folder, for reading. Does not wait for anyone: it may be a pipe.
    /// - Throws: `SpoolError`, with `ELOOP` for a symbolic link.
    func existingFile(_ name: EntryName) throws(SpoolError) -> Descriptor {
        try opened(name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC)
    }

    private func opened(_ name: EntryName, _ flags: Int32) throws(SpoolError) -> Descriptor {
        let path = "\(path)/\(name.description)"
        let parent = number
        let child = try retrying("openat", path) { unsafe openat(parent, name.bytes, flags, Self.fileMode) }
        return Descriptor(number: child, path: path)
    }

    /// Writes all of `bytes` at the end.
    func write(_ bytes: UnsafeRawBufferPointer) throws(SpoolError) {
        var rest = unsafe bytes[...]
        while unsafe !rest.isEmpty {
            let count = try unsafe writeSome(UnsafeRawBufferPointer(rebasing: rest))
            unsafe rest = rest.dropFirst(count)
        }
    }

    /// The same for bytes in an array.
    func write(_ bytes: [UInt8]) throws(SpoolError) {
        var rest = bytes.span
        while !rest.isEmpty {
            let count = try unsafe rest.withUnsafeBytes { buffer throws(SpoolError) in
                try unsafe writeSome(buffer)
            }
            rest = rest.extracting(droppingFirst: count)
        }
    }

    /// Writes what the kernel takes at once of `bytes` at the end.
    /// - Returns: how much that was.
    func writeSome(_ bytes: UnsafeRawBufferPointer) throws(SpoolError) -> Int {
        let file = number
        return try retrying("write", path) { unsafe Glibc.write(file, bytes.baseAddress, bytes.count) }
    }

    /// Gives the room of a file back.
    func makeEmpty() throws(SpoolError) {
        let number = number
        _ = try retrying("ftruncate", path) { ftruncate(number, 0) }
    }

    /// Brings a file's bytes and size to the disk.
    func synchroniseData() throws(SpoolError) {
        let number = number
        _ = try retrying("fdatasync", path) { fdatasync(number) }
    }

    /// Brings a folder's names to the disk.
    func synchronise() throws(SpoolError) {
        let number = number
        _ = try retrying("fsync", path) { fsync(number) }
    }
}

/// The result of a system call that says -1 on failure; called again when a signal broke it off.
func retrying<Value: SignedInteger>(
    _ operation: String, _ path: String, _ call: () -> Value
) throws(SpoolError) -> Value {
    while true {
        let value = call()
        if value != -1 { return value }
        let number = errno
        if number != EINTR { throw SpoolError(operation, path, number) }
    }
}
