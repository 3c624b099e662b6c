import Glibc
package import Jobs

extension Spool {
    /// The finished files of a job, in order; none when it has no folder.
    /// - Throws: `SpoolError`.
    package func finishedFiles(of id: JobID) throws(SpoolError) -> [String] {
        do throws(SpoolError) {
            let folder = try Descriptor(folder: folder(of: id))
            var names: [String] = []
            for name in try folder.names() {
                guard let text = name.text, Self.isName(text), try folder.isThere(name) else { continue }
                names.append(text)
            }
            return names.sorted()
        } catch  where error.errorNumber == ENOENT {
            return []
        }
    }

    /// Puts the file `name` of a job into the folder of that job in another spool, which is made where it is missing.
    /// - Parameters:
    ///   - name: of a finished file.
    ///   - id: the job.
    ///   - other: a prepared spool.
    ///   - byLink: whether both may hold one file: the bytes are copied only where that cannot be. For files that nobody
    ///     writes to any more.
    /// - Returns: whether it was there: a job may be removed at any time.
    /// - Throws: `SpoolError`, with `.exists` when the other spool has such a file, with `.full` when there is no room.
    /// - Precondition: `isName(name)`.
    package func copy(
        _ name: String, of id: JobID, to other: Spool, byLink: Bool
    ) throws(SpoolError) -> Bool {
        precondition(Self.isName(name), "not a name of the spool")
        let entry = EntryName(name)
        let shard = try Descriptor(folder: "\(other.folder)/\(id.shard)")
        try shard.makeFolderUnlessThere("\(id)")
        let target = try shard.folder(EntryName("\(id)"))
        do throws(SpoolError) {
            let source = try Descriptor(folder: folder(of: id))
            guard try source.isFile(entry) else { return false }
            if byLink, try source.link(entry, into: target) { return true }
            try source.copy(entry, into: target)
            return true
        } catch  where error.errorNumber == ENOENT {
            return false
        }
    }
}

extension Descriptor {
    /// Whether `name` is a plain file that has not vanished.
    fileprivate func isThere(_ name: EntryName) throws(SpoolError) -> Bool {
        do throws(SpoolError) {
            return try isFile(name)
        } catch  where error.errorNumber == ENOENT {
            return false
        }
    }
}
