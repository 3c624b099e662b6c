import CPlatform
import Foundation
import Glibc
import Jobs
import Spool

/// Where things lie in a backup: as in a data folder, with the manifest and the list of files beside them.
enum BackupLayout {
    static let store = "platen.sqlite"
    static let spool = "spool"
    /// A line for each file, as `sha256sum` writes and checks them.
    static let list = "files.sha256"

    static let folderMode = 0o700

    /// The files in `folder` itself that belong to a backup of it, in order: secrets and rules, not the store.
    static func ownFiles(in folder: String) throws -> [String] {
        let others = [list, BackupManifest.fileName, RestoreMark.fileName]
        return try files(in: folder).filter {
            !$0.hasPrefix(store) && !$0.hasPrefix(".") && !others.contains($0)
        }
    }

    /// The plain files in `folder`, in order.
    static func files(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
            let kind = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")[.type]
            return kind as? FileAttributeType == .typeRegular
        }.sorted()
    }

    static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: folderMode])
    }

    /// Brings everything on the file system that holds `folder` to the disk.
    static func synchronise(_ folder: String) throws(BackupError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BackupError(folder, errno: errno) }
        defer { close(descriptor) }
        let outcome = platform_synchronise_volume(descriptor)
        guard outcome == 0 else { throw BackupError(folder, errno: -outcome) }
    }
}

/// A file of a backup, by its place in it.
enum BackupFile: Hashable {
    /// In the folder itself.
    case own(String)
    case spooled(JobID, String)

    /// - Parameter path: relative to the backup. Nil for what is no place of a file: nothing else is ever written.
    init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        switch parts.count {
        case 1 where !path.isEmpty && !path.hasPrefix(".") && !Self.folders.contains(path): self = .own(path)
        case 4:
            guard parts[0] == BackupLayout.spool, let id = JobID(parts[2]), id.shard == parts[1],
                Spool.isName(String(parts[3]))
            else { return nil }
            self = .spooled(id, String(parts[3]))
        default: return nil
        }
    }

    /// Names that are no file's in a data folder.
    private static let folders = [BackupLayout.spool, "run", RestorePlaces.stagingName, RestoreMark.fileName]

    var path: String {
        switch self {
        case .own(let name): name
        case .spooled(let id, let name): "\(BackupLayout.spool)/\(id.shard)/\(id)/\(name)"
        }
    }
}
