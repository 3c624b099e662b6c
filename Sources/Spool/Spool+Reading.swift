import Glibc
package import Jobs

extension Spool {
    /// The bytes of the finished file `name` of a job; nil when there is none, when it is no plain file, and when it has
    /// more than `maximumBytes`. What a link leads to is never read: a processor could have made one.
    /// - Throws: `SpoolError`.
    /// - Precondition: `isName(name)`.
    package func contents(
        of name: String, in id: JobID, maximumBytes: Int
    ) throws(SpoolError) -> [UInt8]? {
        precondition(Self.isName(name), "not a name of the spool")
        do throws(SpoolError) {
            let folder = try Descriptor(folder: folder(of: id))
            return try folder.existingFile(EntryName(name)).contents(maximumBytes: maximumBytes)
        } catch  where error.errorNumber == ENOENT || error.errorNumber == ELOOP {
            return nil
        }
    }
}
