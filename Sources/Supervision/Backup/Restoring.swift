import Foundation
import JobStore
package import Jobs
import Spool

/// Puts a backup into the place of a data folder, while no service runs on it.
///
/// Everything is copied and checked beside what is there; only then, in a moment, it takes its place. A restore that is
/// cut short before that has changed nothing, and one that is cut short in that moment leaves a mark that no supervisor
/// starts beside.
package struct Restoring {
    private let settings: ServiceSettings
    private let backup: String
    private let wishes: Wishes
    private let manifest: BackupManifest
    private let list: FileList

    /// What is to be done where there is a choice.
    package struct Wishes: Hashable, Sendable {
        /// Whether what is in the data folder may be put aside.
        package var replacesPresent = false
        /// Whether jobs whose files are damaged may be left out.
        package var leavesOutDamaged = false

        package init(replacesPresent: Bool = false, leavesOutDamaged: Bool = false) {
            self.replacesPresent = replacesPresent
            self.leavesOutDamaged = leavesOutDamaged
        }
    }

    /// What was done.
    package struct Summary: Hashable, Sendable {
        package let manifest: BackupManifest
        /// Jobs whose files were damaged, left out.
        package let leftOut: Int
        /// The name of the folders with what was there before, in the data folder and in the spool; nil when nothing was.
        package let kept: String?
    }

    /// - Parameters:
    ///   - backup: the folder that holds it.
    ///   - settings: of the service that is to have it.
    ///   - wishes: what may be done.
    /// - Throws: `BackupError` for what is no whole backup, and for one that this version cannot read.
    package init(of backup: String, settings: ServiceSettings, wishes: Wishes) throws(BackupError) {
        self.settings = settings
        self.backup = backup
        self.wishes = wishes
        do {
            manifest = try BackupManifest(of: backup)
            list = try FileList(of: backup, manifest)
            try Self.checkNotNewer("\(backup)/\(BackupLayout.store)")
        } catch {
            throw BackupError.of(error, at: backup)
        }
    }

    /// Any other trouble with the store shows when its digest is looked at.
    private static func checkNotNewer(_ path: String) throws(StoreError) {
        do throws(StoreError) {
            try StoreCopy(path: path).close()
        } catch {
            guard error.code == .newerSchema else { return }
            throw error
        }
    }

    /// Checks every file of the backup, and changes nothing.
    /// - Throws: `BackupError` that names what is damaged.
    package func check(progress: (BackupProgress) -> Void) throws(BackupError) -> BackupManifest {
        do {
            let copies = try copies(progress) { file in
                let path = "\(backup)/\(file.path)"
                return FileManager.default.fileExists(atPath: path) ? try FileDigest(path: path) : nil
            }
            try refuse(copies.damaged)
            return manifest
        } catch {
            throw BackupError.of(error, at: backup)
        }
    }

    /// Restores it. `now` names what was there before.
    /// - Throws: `BackupError`: a service runs, the data folder is not empty, the backup is damaged, there is no room.
    ///   Nothing is changed then.
    package func restore(at now: Timestamp, progress: (BackupProgress) -> Void) throws -> Summary {
        do {
            for folder in [settings.dataFolder, settings.runFolder] { try BackupLayout.makeFolder(folder) }
        } catch {
            throw BackupError.of(error, at: settings.dataFolder)
        }
        let lock = try SupervisorLock(path: settings.supervisorLockPath)
        defer { _ = lock }
        let places = RestorePlaces(settings: settings)
        let isOccupied = try places.isOccupied()
        guard wishes.replacesPresent || !isOccupied else {
            throw BackupError(
                "\(settings.dataFolder) is not empty. With --replace what is there is put aside, into a folder "
                    + "\(RestorePlaces.keptPrefix)… in it.")
        }
        let leftOut: Int
        do {
            leftOut = try stage(in: places, progress)
        } catch {
            try? places.removeStaging()  // the first error is the one that tells
            throw BackupError.of(error, at: settings.dataFolder)
        }
        progress(.disk)
        let kept = RestorePlaces.keptPrefix + now.rfc3339.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
        try takePlace(places, kept)
        return Summary(manifest: manifest, leftOut: leftOut, kept: isOccupied ? kept : nil)
    }

    private func takePlace(_ places: RestorePlaces, _ kept: String) throws {
        try BackupLayout.synchronise(places.stagedSpool.folder)
        let mark = RestoreMark(settings: settings)
        try mark.set()
        try places.exchange(keepingAs: kept)
        try BackupLayout.synchronise(settings.spoolFolder)
        try mark.clear()
        try places.removeStaging()
    }

    /// Copies everything to the staging folders.
    /// - Returns: how many jobs were left out.
    private func stage(in places: RestorePlaces, _ progress: (BackupProgress) -> Void) throws -> Int {
        try places.prepare()
        let copies = try copies(progress) { file in try stage(file, in: places) }
        let lost = Set(copies.damaged.compactMap(\.job))
        guard wishes.leavesOutDamaged && copies.damaged.allSatisfy({ $0.job != nil }) else {
            try refuse(copies.damaged)
            return 0
        }
        let store = try StoreCopy(path: "\(places.stagedData)/\(BackupLayout.store)")
        try store.remove(Array(lost))
        try store.close()
        for id in lost { try places.stagedSpool.remove(id) }
        return lost.count
    }

    /// What `copy` makes of each file, and which of them are not what they were.
    private func copies(
        _ progress: (BackupProgress) -> Void, _ copy: (BackupFile) throws -> FileDigest?
    ) throws -> (bytes: Int64, damaged: [BackupFile]) {
        var bytes: Int64 = 0
        var damaged: [BackupFile] = []
        for (index, entry) in list.entries.enumerated() {
            let found = try copy(entry.file)
            if found?.digest != entry.digest { damaged.append(entry.file) }
            bytes += found?.bytes ?? 0
            progress(.files(done: index + 1, of: list.entries.count, bytes: bytes))
        }
        return (bytes, damaged)
    }

    private func stage(_ file: BackupFile, in places: RestorePlaces) throws -> FileDigest? {
        switch file {
        case .own(let name):
            let source = "\(backup)/\(name)"
            guard FileManager.default.fileExists(atPath: source) else { return nil }
            try FileManager.default.copyItem(atPath: source, toPath: "\(places.stagedData)/\(name)")
            return try FileDigest(path: "\(places.stagedData)/\(name)")
        case .spooled(let id, let name):
            let spool = Spool(folder: "\(backup)/\(BackupLayout.spool)")
            guard try spool.copy(name, of: id, to: places.stagedSpool, byLink: false) else { return nil }
            return try FileDigest(path: places.stagedSpool.path(of: name, in: id))
        }
    }

    private func refuse(_ damaged: [BackupFile]) throws(BackupError) {
        guard let first = damaged.first else { return }
        let others = damaged.count > 1 ? " and \(damaged.count - 1) more files are" : " is"
        let advice =
            damaged.allSatisfy { $0.job != nil }
            ? "Name another backup, or leave these jobs out with --leave-out-damaged."
            : "Name another backup."
        throw BackupError(
            "\(backup)/\(first.path)\(others) missing or damaged. \(advice)")
    }
}

extension BackupFile {
    /// Whose it is; nil for what every job needs.
    fileprivate var job: JobID? {
        switch self {
        case .own: nil
        case .spooled(let id, _): id
        }
    }
}
