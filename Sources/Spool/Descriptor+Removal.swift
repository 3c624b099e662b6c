import Glibc

extension Descriptor {
    /// How deep folders may lie in a removed folder. A job's folder is flat; the bound keeps what a broken
    /// processor may have left from costing more than this many descriptors.
    static let deepestFolder = 8

    /// A folder that may be there already.
    func makeFolderUnlessThere(_ name: String) throws(SpoolError) {
        do throws(SpoolError) {
            try makeFolder(name)
        } catch  where error.code == .exists {
            return
        }
    }

    /// Removes the folder `name` with everything in it, symbolic links themselves and not what they lead to.
    /// - Throws: `SpoolError`, with `ENOENT` when there is none, with `ELOOP` below `deepestFolder`.
    func removeTree(_ name: EntryName, depth: Int = 0) throws(SpoolError) {
        guard depth < Self.deepestFolder else {
            throw SpoolError("unlinkat", "\(path)/\(name.description)", ELOOP)
        }
        let tree = try folder(name)
        for entry in try tree.names() { try tree.remove(entry, depth: depth) }
        try removeEmptyFolder(name)
    }

    /// Removes a file, or a folder with everything in it; one that is absent is fine.
    /// - Throws: `SpoolError`, with `ELOOP` below `deepestFolder`.
    func remove(_ name: EntryName, depth: Int = 0) throws(SpoolError) {
        do throws(SpoolError) {
            try unlink(name)
        } catch  where error.errorNumber == EISDIR {
            try removeTree(name, depth: depth + 1)
        } catch  where error.errorNumber == ENOENT {
            return
        }
    }
}
