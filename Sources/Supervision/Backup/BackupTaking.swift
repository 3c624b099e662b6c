import Foundation
import Glibc
package import JobStore
package import Jobs
import Spool

/// Takes a backup of a data folder, whether the service runs or not.
///
/// The store is copied first, as it is at one moment. A job that was answered 202 before that is in it, and its files were
/// on the disk before its answer: whatever the service does meanwhile, they are there to be gathered afterwards. Only
/// removed jobs take their files with them; a job that was removed meanwhile is taken out of the copy too.
package struct BackupTaking {
    private let settings: ServiceSettings
    private let reader: StoreReader
    private let spool: Spool

    /// What was done.
    package struct Summary: Hashable, Sendable {
        package let manifest: BackupManifest
        /// Jobs that were removed while the backup was taken, and are not in it.
        package let removed: Int
        /// Jobs that the service has, but not all of their files: they are in the backup as they are.
        package let incomplete: [JobID]
        /// Why rows of the store cannot be read, one line for each: they are in the copy of the store as they are.
        package let unreadable: [String]
    }

    /// - Throws: `StoreError` when there is no store to read.
    package init(settings: ServiceSettings) throws(StoreError) {
        self.settings = settings
        reader = try StoreReader(path: settings.storePath, connections: 1)
        spool = Spool(folder: settings.spoolFolder)
    }

    /// Takes the backup into `folder`, which is made, or is empty.
    /// - Parameters:
    ///   - folder: an absolute path outside of the data folder.
    ///   - now: the moment that the backup tells.
    ///   - progress: told again and again how far it is.
    /// - Returns: what is in it.
    /// - Throws: `BackupError`; what was gathered so far is removed.
    package func take(
        into folder: String, at now: Timestamp, progress: (BackupProgress) -> Void
    ) throws(BackupError) -> Summary {
        try check(folder)
        do {
            try BackupLayout.makeFolder(folder)
            return try gather(into: folder, now, progress)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)  // the first error is the one that tells
            throw BackupError.of(error, at: folder)
        }
    }

    private func check(_ folder: String) throws(BackupError) {
        for own in [settings.dataFolder, settings.spoolFolder] where "\(folder)/".hasPrefix("\(own)/") {
            throw BackupError(
                "\(folder) is in \(own), with which it would be lost. Name a folder elsewhere, best on another "
                    + "disk.")
        }
        let content = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard content.isEmpty else {
            throw BackupError(
                "\(folder) is not empty. Name a folder that is not there yet, or remove what is in it.")
        }
    }

    private func gather(
        into folder: String, _ now: Timestamp, _ progress: (BackupProgress) -> Void
    ) throws -> Summary {
        let storePath = "\(folder)/\(BackupLayout.store)"
        let store = try StoreCopy(of: reader, at: storePath) { progress(.store($0)) }
        unsafe chmod(storePath, 0o600)
        var files = try JobFiles(
            from: spool, to: Spool(folder: "\(folder)/\(BackupLayout.spool)"), reader: reader,
            listPath: "\(folder)/\(BackupLayout.list)")
        let total = try store.countJobs()
        let unreadable = try store.forEachJob { job in
            try files.gather(job)
            progress(.files(done: files.jobs, of: total, bytes: files.bytes))
        }
        try store.remove(files.removed)
        try store.close()
        try files.add(BackupLayout.store, in: folder)
        for name in try BackupLayout.ownFiles(in: settings.dataFolder) {
            try FileManager.default.copyItem(
                atPath: "\(settings.dataFolder)/\(name)", toPath: "\(folder)/\(name)")
            try files.add(name, in: folder)
        }
        progress(.disk)
        let manifest = try files.manifest(of: folder, takenAt: now, jobs: total - files.removed.count)
        return Summary(
            manifest: manifest, removed: files.removed.count, incomplete: files.incomplete,
            unreadable: unreadable)
    }
}
