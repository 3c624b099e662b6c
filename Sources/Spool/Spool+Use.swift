import Glibc
package import Jobs

extension Spool {
    /// What lies in the folder of a job now; nothing for one that has none. When there are more than `most` files,
    /// only so many are measured.
    /// - Throws: `SpoolError`.
    /// - Complexity: a system call a file.
    package func use(of id: JobID, measuring most: Int) throws(SpoolError) -> FolderUse {
        do throws(SpoolError) {
            let folder = try Descriptor(folder: folder(of: id))
            let names = try folder.names()
            var use = FolderUse(files: names.count)
            for name in names.prefix(most) { use.bytes += try Self.room(of: name, in: folder) }
            return use
        } catch  where error.errorNumber == ENOENT {
            return FolderUse()
        }
    }

    /// Zero when it has vanished.
    private static func room(
        of name: EntryName, in folder: borrowing Descriptor
    ) throws(SpoolError) -> Int64 {
        do throws(SpoolError) {
            return try folder.room(of: name)
        } catch  where error.errorNumber == ENOENT {
            return 0
        }
    }

    /// Removes everything from the folder of a job but the files `kept`.
    /// - Parameters:
    ///   - id: the job.
    ///   - kept: names that stay.
    ///   - carryOut: does the removal that it is given; or does not, says false, and nothing more is removed.
    /// - Returns: how many files were removed.
    /// - Throws: `SpoolError`. A folder that is absent is fine.
    package func tidy(
        _ id: JobID, keeping kept: Set<String>, carryOut: (() -> Void) -> Bool
    ) throws(SpoolError) -> Int {
        do throws(SpoolError) {
            let folder = try Descriptor(folder: folder(of: id))
            var removed = 0
            for name in try folder.names() where name.text.map({ !kept.contains($0) }) ?? true {
                var failure: SpoolError?
                guard carryOut({ failure = Self.failure(removing: name, from: folder) }) else { break }
                if let failure { throw failure }
                removed += 1
            }
            return removed
        } catch  where error.errorNumber == ENOENT {
            return 0
        }
    }

    private static func failure(
        removing name: EntryName, from folder: borrowing Descriptor
    ) -> SpoolError? {
        do throws(SpoolError) {
            try folder.remove(name)
            return nil
        } catch {
            return error
        }
    }
}
