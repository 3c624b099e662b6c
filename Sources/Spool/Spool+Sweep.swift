import Glibc
package import Jobs

extension Spool {
    /// The job folders of one shard in which nothing was written at or after `time`, in order of their ids: the
    /// ones that may be removed when the store does not know them. Folders of uploads that still grow are left
    /// out, and names that are no job ids are passed over.
    /// - Throws: `SpoolError`. A folder that vanishes meanwhile is no error.
    package func sweepCandidates(shard: UInt8, unchangedSince time: Timestamp) throws(SpoolError)
        -> [JobFolder]
    {
        let folder = try Descriptor(folder: "\(folder)/\(Self.name(ofShard: shard))")
        var candidates: [JobFolder] = []
        for id in try folder.names().compactMap({ $0.text.flatMap { JobID($0) } })
        where id.shard == Self.name(ofShard: shard) {
            if let found = try Self.jobFolder(id, in: folder), found.changedAt < time {
                candidates.append(found)
            }
        }
        return candidates.sorted { $0.id < $1.id }
    }

    /// Nil when it has vanished.
    private static func jobFolder(_ id: JobID, in shard: borrowing Descriptor) throws(SpoolError)
        -> JobFolder?
    {
        do throws(SpoolError) {
            let folder = try shard.folder(EntryName("\(id)"))
            var latest = try folder.changeTime()
            for name in try folder.names() { latest = max(latest, try folder.changeTime(of: name)) }
            return JobFolder(id: id, changedAt: Timestamp(milliseconds: (latest + 999_999) / 1_000_000))
        } catch  where error.errorNumber == ENOENT {
            return nil
        }
    }
}
