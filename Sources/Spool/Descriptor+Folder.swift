import Glibc

/// What is done to the names in a folder.
extension Descriptor {
    func makeFolder(_ name: String) throws(SpoolError) {
        let parent = number
        _ = try retrying("mkdirat", "\(path)/\(name)") { unsafe mkdirat(parent, name, Self.folderMode) }
    }

    /// Gives the file `name` its final name, in place of a file that has it.
    func rename(_ name: String, to newName: String) throws(SpoolError) {
        let parent = number
        _ = try retrying("renameat", "\(path)/\(newName)") { unsafe renameat(parent, name, parent, newName) }
    }

    /// Removes the name of a file or symbolic link, never what a link leads to.
    func unlink(_ name: EntryName) throws(SpoolError) {
        let parent = number
        _ = try retrying("unlinkat", "\(path)/\(name.description)") {
            unsafe unlinkat(parent, name.bytes, 0)
        }
    }

    /// The same for a name that may be missing.
    func unlinkIfThere(_ name: String) throws(SpoolError) {
        do throws(SpoolError) {
            try unlink(EntryName(name))
        } catch  where error.errorNumber == ENOENT {
            return
        }
    }

    func removeEmptyFolder(_ name: EntryName) throws(SpoolError) {
        let parent = number
        _ = try retrying("unlinkat", "\(path)/\(name.description)") {
            unsafe unlinkat(parent, name.bytes, AT_REMOVEDIR)
        }
    }

    /// When the contents of the folder itself last changed: nanoseconds since 1970.
    func changeTime() throws(SpoolError) -> Int64 {
        let number = number
        var status = stat()
        _ = try retrying("stat", path) { unsafe fstat(number, &status) }
        return Self.changeTime(status)
    }

    /// When the contents of `name` in this folder last changed: nanoseconds since 1970.
    func changeTime(of name: EntryName) throws(SpoolError) -> Int64 {
        Self.changeTime(try status(of: name))
    }

    /// The disk room that `name` in this folder takes, in bytes.
    func room(of name: EntryName) throws(SpoolError) -> Int64 {
        Int64(try status(of: name).st_blocks) * 512
    }

    func status(of name: EntryName) throws(SpoolError) -> stat {
        let parent = number
        var status = stat()
        _ = try retrying("stat", "\(path)/\(name.description)") {
            unsafe fstatat(parent, name.bytes, &status, AT_SYMLINK_NOFOLLOW)
        }
        return status
    }

    private static func changeTime(_ status: stat) -> Int64 {
        Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    }

    /// The names in the folder, in no order, without `.` and `..`.
    func names() throws(SpoolError) -> [EntryName] {
        let parent = number
        let flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC
        let copy = try retrying("openat", path) { unsafe openat(parent, ".", flags) }
        guard let stream = unsafe fdopendir(copy) else {
            let error = SpoolError("fdopendir", path, errno)
            _ = close(copy)
            throw error
        }
        defer { _ = unsafe closedir(stream) }
        var names: [EntryName] = []
        while let name = try unsafe Self.nextName(of: stream, path) {
            if name != Self.itself && name != Self.parent { names.append(name) }
        }
        return names
    }

    private static let itself = EntryName(".")
    private static let parent = EntryName("..")

    private static func nextName(
        of stream: OpaquePointer, _ path: String
    ) throws(SpoolError) -> EntryName? {
        errno = 0
        guard let entry = unsafe readdir(stream) else {
            if errno != 0 { throw SpoolError("readdir", path, errno) }
            return nil
        }
        return unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            unsafe EntryName(raw: bytes.prefix { $0 != 0 })
        }
    }
}
