import Foundation
import Glibc
import Jobs
import Spool

/// The two folders that a restore fills, each with a folder beside what is there in which everything is made ready, and
/// one for what was there.
struct RestorePlaces {
    private let settings: ServiceSettings

    static let stagingName = "restoring"
    /// Of the names of folders with what was there before.
    static let keptPrefix = "replaced-"

    init(settings: ServiceSettings) {
        self.settings = settings
    }

    var stagedData: String { "\(settings.dataFolder)/\(Self.stagingName)" }
    var stagedSpool: Spool { Spool(folder: "\(settings.spoolFolder)/\(Self.stagingName)") }

    /// Makes the staging folders anew.
    func prepare() throws {
        try removeStaging()
        try BackupLayout.makeFolder(stagedData)
        try Spool(folder: settings.spoolFolder).prepare()
        try stagedSpool.prepare()
    }

    func removeStaging() throws {
        for folder in [stagedSpool.folder, stagedData] where FileManager.default.fileExists(atPath: folder) {
            try FileManager.default.removeItem(atPath: folder)
        }
    }

    /// Whether there is anything that a restore would have to put aside.
    func isOccupied() throws -> Bool {
        guard FileManager.default.fileExists(atPath: settings.dataFolder) else { return false }
        return try !dataFiles().isEmpty || !occupiedShards().isEmpty
    }

    /// Puts what is there into new folders, and then what was made ready into its place, the store last.
    func exchange(keepingAs name: String) throws {
        try move(dataFiles(), from: settings.dataFolder, to: "\(settings.dataFolder)/\(name)")
        try move(occupiedShards(), from: settings.spoolFolder, to: "\(settings.spoolFolder)/\(name)")
        try move(shards(in: stagedSpool.folder), from: stagedSpool.folder, to: settings.spoolFolder)
        let files = try BackupLayout.files(in: stagedData)
        let last = files.filter { $0 == BackupLayout.store }
        try move(files.filter { !last.contains($0) } + last, from: stagedData, to: settings.dataFolder)
    }

    private func dataFiles() throws -> [String] {
        try BackupLayout.files(in: settings.dataFolder).filter { $0 != RestoreMark.fileName }
    }

    private func shards(in folder: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { name in
            name.utf8.count == 2 && UInt8(name, radix: 16) != nil
        }.sorted()
    }

    private func occupiedShards() throws -> [String] {
        try shards(in: settings.spoolFolder).filter { name in
            try !FileManager.default.contentsOfDirectory(atPath: "\(settings.spoolFolder)/\(name)").isEmpty
        }
    }

    private func move(_ names: [String], from source: String, to target: String) throws {
        guard !names.isEmpty else { return }
        try BackupLayout.makeFolder(target)
        for name in names {
            guard unsafe rename("\(source)/\(name)", "\(target)/\(name)") == 0 else {
                throw BackupError("\(target)/\(name)", errno: errno)
            }
        }
    }
}
