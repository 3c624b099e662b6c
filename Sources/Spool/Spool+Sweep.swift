import Glibc
package import Jobs

extension Spool {
    /// The jobs that have a folder in the shard, in order. Names that are no job ids of this shard are passed over.
    /// - Throws: `SpoolError`.
    /// - Complexity: one look at the shard, none at the folders in it.
    package func jobs(inShard shard: UInt8) throws(SpoolError) -> [JobID] {
        let name = Self.name(ofShard: shard)
        let ids = try Descriptor(folder: "\(folder)/\(name)").names().compactMap {
            $0.text.flatMap { JobID($0) }
        }
        return ids.filter { $0.shard == name }.sorted()
    }

    /// When the folder of a job or a file in it was last written: nanoseconds since 1970, by the clock as it was then.
    /// Nil when it has vanished.
    /// - Throws: `SpoolError`.
    /// - Complexity: a system call a file.
    package func lastChange(of id: JobID) throws(SpoolError) -> Int64? {
        do throws(SpoolError) {
            let folder = try Descriptor(folder: folder(of: id))
            var latest = try folder.changeTime()
            for name in try folder.names() { latest = max(latest, try folder.changeTime(of: name)) }
            return latest
        } catch  where error.errorNumber == ENOENT {
            return nil
        }
    }
}
