internal import Glibc
package import Jobs

extension Spool {
    /// Puts a file into the folder of a job that has ended, in place of one of that name. It appears complete; after a
    /// power cut it may be gone, for it can be made again.
    /// - Throws: `SpoolError`, also when the job's folder is gone.
    /// - Precondition: `isName(name)`.
    package func add(_ name: String, _ bytes: [UInt8], to id: JobID) throws(SpoolError) {
        precondition(Self.isName(name), "not a name of the spool")
        let folder = try Descriptor(folder: folder(of: id))
        do throws(SpoolError) {
            try Self.add(name, bytes, to: folder)
        } catch  where error.errorNumber == ENOENT {
            // What attempts left behind was removed just now, and the unfinished file with it.
            try Self.add(name, bytes, to: folder)
        }
    }

    private static func add(
        _ name: String, _ bytes: [UInt8], to folder: borrowing Descriptor
    ) throws(SpoolError) {
        // Others may be making the same file.
        let unfinishedName = ".\(UInt64.random(in: 0 ... .max))-\(name)"
        let file = try folder.newFile(unfinishedName)
        do throws(SpoolError) {
            try file.write(bytes)
            try folder.rename(unfinishedName, to: name)
        } catch {
            try? folder.unlinkIfThere(unfinishedName)  // the first error is the one that tells
            throw error
        }
    }
}
