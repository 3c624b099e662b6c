import JobStore
import Jobs
import Spool

/// Gathers the files of jobs into a backup, and the list of them.
struct JobFiles: ~Copyable {
    private let source: Spool
    private let target: Spool
    private let reader: StoreReader
    private var list: FileListWriter
    private(set) var jobs = 0
    /// That the store no longer has.
    private(set) var removed: [JobID] = []
    /// That the store has, but the spool has not all of.
    private(set) var incomplete: [JobID] = []

    var bytes: Int64 { list.bytes }

    /// - Parameters:
    ///   - source: the spool of the service.
    ///   - target: the one of the backup, which is made.
    ///   - reader: of the store as it goes on.
    ///   - listPath: of the list.
    /// - Throws: what the disk says.
    init(from source: Spool, to target: Spool, reader: StoreReader, listPath: String) throws {
        self.source = source
        self.target = target
        self.reader = reader
        try target.prepare()
        list = try FileListWriter(path: listPath)
    }

    /// Gathers what belongs to `job` as it was when the store was copied. The files of a job that has ended are its own
    /// for ever, so that the backup may share them; those of one that has not may be in the hands of a processor, and what
    /// it has written there so far is worth nothing: its input is copied.
    mutating func gather(_ job: Job) throws {
        jobs += 1
        let wanted = job.inputFiles + (job.result?.files.map(\.name) ?? []).filter(Spool.isName)
        let hasEnded = job.state.isTerminal
        let names = Set(wanted).union(hasEnded ? try source.finishedFiles(of: job.id) : [])
        var gathered: [BackupFile] = []
        var missing: Set<String> = []
        for name in names.sorted() {
            if try source.copy(name, of: job.id, to: target, byLink: hasEnded) {
                gathered.append(.spooled(job.id, name))
            } else {
                missing.insert(name)
            }
        }
        if !missing.isDisjoint(with: wanted) {
            guard try reader.known(among: [job.id]).contains(job.id) else {
                removed.append(job.id)
                return try target.remove(job.id)
            }
            incomplete.append(job.id)
        }
        for file in gathered {
            try list.add(file, FileDigest(path: "\(target.folder)/../\(file.path)"))
        }
    }

    /// Enters a file that lies in the backup's own folder.
    mutating func add(_ name: String, in folder: String) throws {
        try list.add(.own(name), FileDigest(path: "\(folder)/\(name)"))
    }

    /// Ends the list, brings everything to the disk, and then writes the manifest.
    mutating func manifest(of folder: String, takenAt: Timestamp, jobs: Int) throws -> BackupManifest {
        try list.finish()
        try BackupLayout.synchronise(folder)
        let manifest = BackupManifest(
            format: BackupManifest.formatNow, version: Version.text, takenAt: takenAt.rfc3339, jobs: jobs,
            files: list.count, bytes: list.bytes,
            listDigest: "\(try FileDigest(path: "\(folder)/\(BackupLayout.list)").digest)")
        try manifest.write(into: folder)
        return manifest
    }
}

extension Job {
    /// The names of the files that it was submitted with.
    fileprivate var inputFiles: [String] {
        (submission.image.map { [$0.fileName] } ?? [])
            + (submission.options.textBytes == nil ? [] : [InputText.fileName])
    }
}
