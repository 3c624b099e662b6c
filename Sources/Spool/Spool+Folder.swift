package import Jobs

extension Spool {
    /// Makes the folder of a job that came without an input, durably; one that is there is fine.
    /// - Throws: `SpoolError`.
    package func makeFolder(of id: JobID) throws(SpoolError) {
        let shard = try Descriptor(folder: "\(folder)/\(id.shard)")
        try shard.makeFolderUnlessThere("\(id)")
        try shard.synchronise()
    }
}
