import Glibc
package import Jobs

/// Writes the result files of one attempt. A file appears under its final name complete and with its bytes on
/// disk; the names are on disk after `finish()`.
package struct ResultWriter: Sendable {
    /// The job's folder, an absolute path.
    package let folder: String
    /// Counts from 1; unfinished files of different attempts have different names.
    package let attempt: Int

    init(folder: String, attempt: Int) {
        self.folder = folder
        self.attempt = attempt
    }

    /// Writes one file, in place of the one that an earlier attempt left, finished or not: who would have removed it
    /// may have died too.
    /// - Precondition: `Spool.isName(name)`.
    /// - Throws: `SpoolError`; nothing stands under the name then that did not before.
    package func write(_ name: String, _ bytes: UnsafeRawBufferPointer) throws(SpoolError) -> ResultFile {
        precondition(Spool.isName(name), "not a name of the spool")
        let unfinishedName = Self.unfinishedName(of: name, attempt: attempt)
        let folder = try Descriptor(folder: folder)
        for number in 1...attempt { try folder.unlinkIfThere(Self.unfinishedName(of: name, attempt: number)) }
        let file = try folder.newFile(unfinishedName)
        do throws(SpoolError) {
            try unsafe file.write(bytes)
            try file.synchroniseData()
            try folder.rename(unfinishedName, to: name)
        } catch {
            try? folder.unlinkIfThere(unfinishedName)  // the first error is the one that tells
            throw error
        }
        return ResultFile(name: name, bytes: Int64(bytes.count))
    }

    private static func unfinishedName(of name: String, attempt: Int) -> String {
        ".\(attempt)-\(name)"
    }

    /// The same for bytes in an array.
    package func write(_ name: String, _ bytes: [UInt8]) throws(SpoolError) -> ResultFile {
        let outcome = unsafe bytes.withUnsafeBytes { buffer in
            Result { () throws(SpoolError) in try unsafe write(name, buffer) }
        }
        return try outcome.get()
    }

    /// Brings the names of all files written so far to the disk. A job may be reported as done only after it.
    /// - Throws: `SpoolError`.
    package func finish() throws(SpoolError) {
        try Descriptor(folder: folder).synchronise()
    }
}
