import Glibc
package import Jobs

/// The files of jobs on disk: `<folder>/<shard>/<job id>/`, one folder per job with its input and its results.
/// Names on disk are always ours; what a client called its file is display text only. Final names appear by
/// rename, so that a file under its final name is complete. Names that begin with a dot are unfinished and are
/// never served.
package struct Spool: Sendable {
    /// The root, an absolute path.
    package let folder: String

    package init(folder: String) {
        self.folder = folder
    }

    /// Makes the root and the 256 shard folders `00` to `ff` where they are missing, durably.
    /// - Throws: `SpoolError`; also when the root's own parent is missing.
    package func prepare() throws(SpoolError) {
        try Self.makeRoot(folder)
        let root = try Descriptor(folder: folder)
        for shard in 0...UInt8.max { try root.makeFolderUnlessThere(Self.name(ofShard: shard)) }
        try root.synchronise()
        try Descriptor(folder: "\(folder)/..").synchronise()
    }

    /// The job's folder, whether it exists or not.
    package func folder(of id: JobID) -> String {
        "\(folder)/\(id.shard)/\(id)"
    }

    /// The file `name` of a job, whether it exists or not.
    /// - Precondition: `isName(name)`; check names that come from another process first.
    package func path(of name: String, in id: JobID) -> String {
        precondition(Self.isName(name), "not a name of the spool")
        return "\(folder(of: id))/\(name)"
    }

    /// Whether `name` can stand for a finished file: 1 to 100 lower-case letters, digits, `.`, `_` and `-`, the
    /// first a letter or digit. The rule of the URL `/results/<id>/<name>`.
    package static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 100 else { return false }
        return isAlphanumeric(first) && name.utf8.allSatisfy { isAlphanumeric($0) || "._-".utf8.contains($0) }
    }

    /// Makes the folder of a new job and begins its input there.
    /// - Throws: `SpoolError`, with `.exists` when the job has a folder, which then stays as it was.
    package func receive(_ id: JobID) throws(SpoolError) -> IncomingInput {
        try IncomingInput(id, shard: try Descriptor(folder: "\(folder)/\(id.shard)"))
    }

    /// Writes the results of one attempt into the job's folder.
    package func resultWriter(for id: JobID, attempt: Int) -> ResultWriter {
        ResultWriter(folder: folder(of: id), attempt: attempt)
    }

    /// Removes the job's folder with everything in it; one that is absent is fine. After a power cut the folder
    /// may be there again.
    /// - Throws: `SpoolError`; some files may be gone then, and another call goes on.
    package func remove(_ id: JobID) throws(SpoolError) {
        do throws(SpoolError) {
            try Descriptor(folder: "\(folder)/\(id.shard)").removeTree(EntryName("\(id)"))
        } catch  where error.errorNumber == ENOENT {
            return
        }
    }

    static func name(ofShard shard: UInt8) -> String {
        (shard < 16 ? "0" : "") + String(shard, radix: 16)
    }

    private static func makeRoot(_ path: String) throws(SpoolError) {
        do throws(SpoolError) {
            _ = try retrying("mkdir", path) { unsafe mkdir(path, Descriptor.folderMode) }
        } catch  where error.code == .exists {
            return
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }
}
