import Glibc

/// Files that are to be in two folders.
extension Descriptor {
    /// Whether `name` is a plain file: no folder, no link, no pipe.
    func isFile(_ name: EntryName) throws(SpoolError) -> Bool {
        try status(of: name).st_mode & S_IFMT == S_IFREG
    }

    /// Gives the file `name` the same name in `other`, so that both folders hold one file.
    /// - Returns: whether that can be: the folders may lie on different file systems, or the file system has no links.
    /// - Throws: `SpoolError`, with `.exists` when the name is taken.
    func link(_ name: EntryName, into other: borrowing Descriptor) throws(SpoolError) -> Bool {
        let (from, to) = (number, other.number)
        do throws(SpoolError) {
            _ = try retrying("linkat", "\(other.path)/\(name.description)") {
                unsafe linkat(from, name.bytes, to, name.bytes, 0)
            }
            return true
        } catch  where Self.noLinks.contains(error.errorNumber) {
            return false
        }
    }

    /// What says that a file cannot be linked, but may be copied.
    private static let noLinks = [EXDEV, EPERM, EMLINK, EOPNOTSUPP, ENOSYS]
    private static let copyBytes = 1 << 20

    /// Copies the bytes of the file `name` to a new file of that name in `other`.
    /// - Throws: `SpoolError`, with `.exists` when the name is taken, with `.full` when there is no room.
    func copy(_ name: EntryName, into other: borrowing Descriptor) throws(SpoolError) {
        let source = try existingFile(name)
        let target = try other.newFile(name.description)
        var buffer = [UInt8](repeating: 0, count: Self.copyBytes)
        while true {
            let count = try source.readSome(into: &buffer)
            guard count > 0 else { return }
            try target.write(Array(buffer.prefix(count)))
        }
    }

    /// The next bytes of a file.
    /// - Returns: how many were read; 0 at the end.
    private func readSome(into buffer: inout [UInt8]) throws(SpoolError) -> Int {
        let file = number
        return try retrying("read", path) { unsafe read(file, &buffer, buffer.count) }
    }
}
